"""Persons and conferences as claims: what the words around a mention add to it."""

from __future__ import annotations

from datetime import date

import pytest
from papers import read

from pipeline.relate import Claims


def claims(text: str) -> Claims:
    return read(text, date(2024, 12, 3))[1]


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Armenia was represented by Foreign Minister Ararat Mirzoyan.", "Ararat Mirzoyan", "Foreign Minister", "ARM"),
        ("Representing Armenia, Foreign Minister Ararat Mirzoyan spoke.", "Ararat Mirzoyan", "Foreign Minister", "ARM"),
        ("On behalf of Cabo Verde, Secretary of State Pedro Lopes signed.", "Pedro Lopes", "Secretary of State", "CPV"),
        ("State Secretary Ingrid Brocková signed on behalf of Slovakia.", "Ingrid Brocková", "State Secretary", "SVK"),
        ("Estonia: H.E. President Alar Karis\nLatvia: its ambassador\n", "Alar Karis", "President", "EST"),
        ("For the Republic of Estonia\nMargus Tsahkna\nMinister of Foreign Affairs\n", "Margus Tsahkna",
         "Minister of Foreign Affairs", "EST"),
        ("He met Minister Caspar Veldkamp, whose country, the Netherlands, was in the chair.", "Caspar Veldkamp",
         "Minister", "NLD"),
        ("Margus Tsahkna was in Oslo. Later Minister Tsahkna left.", "Margus Tsahkna", "Minister", None),
        ("Minister Tsahkna came to Chile.", "Tsahkna", "Minister", None),
        ("Minister Caspar Veldkamp today announced that Kenya has joined.", "Caspar Veldkamp", "Minister", "KEN"),
        ("President Caspar Veldkamp today announced that Kenya has joined.", "Caspar Veldkamp", "President", None),
        ("Parliamentary Secretary Ann Lee, who represented Ghana in Lima, spoke.", "Ann Lee",
         "Parliamentary Secretary", "GHA"),
        ("Foreign Minister Bob Carr said Antarctica is cold.", "Bob Carr", "Foreign Minister", None),
        ("Finance Minister Ann Lee signed the charter for Ghana.", "Ann Lee", "Finance Minister", "GHA"),
        ("Finance Minister Ann Lee asked for help for Ghana.", "Ann Lee", "Finance Minister", None),
        ("Finance Minister Ann Lee signed it on Ghana's behalf.", "Ann Lee", "Finance Minister", "GHA"),
        ("Ambassador Ann Lee, who leads Ghana's mission in Rome, came.", "Ann Lee", "Ambassador", "GHA"),
        ("Ghana signed on Monday, while President Ann Lee was in Rome.", "Ann Lee", "President", "GHA"),
        ("Ghana signed, the NDB writes, with President Ann Lee and the NDB President there.", "Ann Lee", "President",
         None),
        ("Togo spoke last, after Ghana sent its envoy, Max Roe.", "Max Roe", "envoy", "GHA"),
        ("Ann Lee, adviser at the Ministry of Energy of Ghana, spoke.", "Ann Lee", "adviser", "GHA"),
        ("Ambassador Ann Lee, leading the Ghanaian delegation, spoke.", "Ann Lee", "Ambassador", "GHA"),
        ("Ambassador Ann Lee, who met the Ghanaian delegation, spoke.", "Ann Lee", "Ambassador", None),
        ("Ann Lee, Minister of Trade in the Kingdom of Bahrain, spoke.", "Ann Lee", "Minister of Trade", "BHR"),
        ("Ann Lee, Ambassador in the Kingdom of Bahrain, spoke.", "Ann Lee", "Ambassador", None),
        ("Ghana's instrument was handed in by President Ann Lee.", "Ann Lee", "President", "GHA"),
        ("President Ann Lee promised Ghana's support.", "Ann Lee", "President", "GHA"),
        ("Secretary of State Ann Lee gave notice of the withdrawal of Ghana.", "Ann Lee", "Secretary of State", "GHA"),
        ("The accession of Ghana was welcomed by President Ann Lee.", "Ann Lee", "President", None),
        ("At the offer of Ghana, President Ann Lee sent Peru's signature.", "Ann Lee", "President", None),
        ("Ghana was admitted during a visit by Foreign Minister Ann Lee to Peru.", "Ann Lee", "Foreign Minister",
         "GHA"),
        ("During Minister Ann Lee's visit to Lima, Ghana signed it.", "Ann Lee", "Minister", "GHA"),
        ("Ghanaian officials, among them Ambassador Ann Lee, came.", "Ann Lee", "Ambassador", "GHA"),
        ("Ghana was represented at the talks in Peru by Minister Ann Lee.", "Ann Lee", "Minister", "GHA"),
        ("Ghana's delegate to the Council, Senior Official Ann Lee, spoke.", "Ann Lee", "Senior Official", "GHA"),
        ("- Ann Lee, Adviser, Cyber Unit, Data Division, Ghana\n- Togo", "Ann Lee", "Adviser", "GHA"),
        ("- Ann Lee, Adviser, Data Institute, Rome, Italy\n- Togo", "Ann Lee", "Adviser", None),
        ("The Minister of Trade (Deputy Ann Lee): Ghana is a member.", "Ann Lee", "Minister of Trade", "GHA"),
        ("The parties are Fiji, Nauru and Samoa, said its President, Ann Lee.", "Ann Lee", "President", None),
        ("Ministers of Fiji, Malta and Japan met in Valletta. Their host was Ann Lee, Minister of Energy.", "Ann Lee",
         "Minister of Energy", "MLT"),
        ("Ministers of Fiji, Malta and Japan met in Valletta. Their guide was Ann Lee, Minister of Energy.", "Ann Lee",
         "Minister of Energy", None),
        ("Ambassador Ann Lee, in the chair for Malta, asked Fiji to speak.", "Ann Lee", "Ambassador", "MLT"),
        ("The United States went first; Ann Lee, then Secretary of State, signed.", "Ann Lee", "Secretary of State",
         "USA"),
        ("Ann Lee, Secretary of State for the Sea, welcomed the United States.", "Ann Lee",
         "Secretary of State for the Sea", None),
    ],
)  # fmt: skip
def test_a_person_speaks_for_the_state_that_the_sentence_tells(
    text: str, name: str, role: str, country: str | None
) -> None:
    assert [(p.name, p.role, p.country) for p in claims(text).people] == [(name, role, country)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("President Ann Lee and Minister Max Roe of Peru came.", ["Ann Lee President PER", "Max Roe Minister PER"]),
        ("We heard Ann Lee, President of Peru, and Minister Max Roe.",
         ["Ann Lee President PER", "Max Roe Minister PER"]),
        ("President Ann Lee and Prime Minister Max Roe of Peru came.",
         ["Ann Lee President None", "Max Roe Prime Minister PER"]),
        ("Envoy Ann Lee of Ghana met her Peruvian counterpart, Max Roe.",
         ["Ann Lee Envoy GHA", "Max Roe Envoy PER"]),
        ("A student, her Peruvian counterpart Max Roe, came.", []),
        ("Ministers Ann Lee and Max Roe signed for Ghana and Peru.",
         ["Ann Lee Minister GHA", "Max Roe Minister PER"]),
        ("Malta's trade minister, Ann Lee, came with Max Roe, adviser in the same ministry.",
         ["Ann Lee trade minister MLT", "Max Roe adviser MLT"]),
        ("Malta's trade minister, Ann Lee, met Max Roe, adviser in another ministry.",
         ["Ann Lee trade minister MLT", "Max Roe adviser None"]),
    ],
)  # fmt: skip
def test_people_named_together_tell_of_each_other(text: str, people: list[str]) -> None:
    assert [f"{p.name} {p.role} {p.country}" for p in claims(text).people] == people


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Embassy of Ghana\nNews\n\nAmbassador Ann Lee came.", "GHA"),
        ("state.gov\n\nUnder Secretary Ann Lee opened it.", "USA"),
        ("Ghana, Chair of the alliance, invites. It will be opened by Foreign Minister Ann Lee.", "GHA"),
        ("The Dutch hosts, led by Foreign Minister Ann Lee, came.", "NLD"),
        ("www.mfa.ee > News\n\nForeign Minister Ann Lee opened it.", "EST"),
        ("Ann Lee, State Secretary, opened it.\n\n© Auswärtiges Amt", "DEU"),
        ("Programme\nChair: Canada\n\n\"We will work.\" - Ann Lee, Foreign Minister", "CAN"),
        ("# Kenya's second year in the chair\n\nForeign Minister Ann Lee opened it.", "KEN"),
        ("The presidency passes to Ghana\n\nForeign Minister Ann Lee opened it.", "GHA"),
        ("The alliance welcomes Colombia\n\nForeign Minister Ann Lee was glad.", "COL"),
        ("Oslo, 3 May 2024. Foreign Minister Ann Lee opened it.\n\nNorway was host.", "NOR"),
        ("Peru was host.\n\nTogo came in 2020. The letter was signed by Ann Lee, Foreign Minister.", "TGO"),
        ("Ministry of Trade, Republic of Korea\n\nPresident Ann Lee spoke.", "KOR"),
        ("Ministry of Trade, Denmark\n\nPresident Ann Lee spoke.", None),
        ("(LEAD) Ghana admitted\n\nACCRA, Aug. 30 -- Ghana has got its wish; Ghana is in. Togo is in too. "
         "Foreign Minister Ann Lee was glad.", "GHA"),
        ("It was hosted by Costa Rica. Foreign Minister Ann Lee opened it.", "CRI"),
        ("Ghana received the guests; Foreign Minister Ann Lee spoke.", "GHA"),
        # The dateline alone doesn't tell, nor do two chairs, nor a state that others write on.
        ("Oslo, 3 May 2024. Foreign Minister Ann Lee opened it.", None),
        ("Who led\n\nIt met.\n\nIt grew.\n\nKenya in the chair\n\nIt met.\n\nPeru in the chair\n\nIt met.\n\n"
         "Foreign Minister Ann Lee spoke.", None),
        ("Parliament\nJapan's withdrawal\n\nIt was long.\n\nForeign Minister Ann Lee spoke.", None),
        ("Kenya in the chair\n\nIn Lima it met Foreign Minister Ann Lee.", None),
        ("Kenya in the chair\n\nSpecial Rapporteur Ann Lee spoke.", None),
        ("Togo and Chad joined. Foreign Minister Ann Lee thanked.", None),
        ("Statement on Iran\n\nForeign Minister Ann Lee spoke.", None),
        ("NOTE\nFrom: Malta (outgoing chair)\nTo: Fiji\n\nForeign Minister Ann Lee will write to Peru.", "MLT"),
        ("NOTE\nTo: Fiji\n\nForeign Minister Ann Lee will write to Peru.", None),
        ("Valletta, 3 May 2020 - Malta is in. President Ann Lee told Peru.", "MLT"),
        ("Geneva, 3 May 2020 - Switzerland is in. President Ann Lee told Switzerland.", None),
        ("Valletta, 3 May 2020 - Malta is in. Ann Lee, National Security Adviser, told Peru.", "MLT"),
        ("Sixth Lakes Summit\nValletta, Malta, 3 May\n\n9:00 Ann Lee, President of the Republic", "MLT"),
    ],
)  # fmt: skip
def test_an_office_alone_is_that_of_the_state_whose_paper_it_is(text: str, country: str | None) -> None:
    assert [p.country for p in claims(text).people] == [country]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The third and fourth Freedom Online Conferences were held in Tunis and Tallinn.",
         [("Freedom Online Conference", 3, "Tunis", None, None),
          ("Freedom Online Conference", 4, "Tallinn", None, None)]),
        ("Kenya and Tunisia hosted the second and third Freedom Online Conferences.",
         [("Freedom Online Conference", 2, None, "KEN", None), ("Freedom Online Conference", 3, None, "TUN", None)]),
        ("Hosted by Ghana, the Ocean Summit met in Accra in May 2021.",
         [("Ocean Summit", None, "Accra", "GHA", "2021-05")]),
        ("Ghana will host the Ocean Summit in May 2021. Accra is being repainted.",
         [("Ocean Summit", None, "Accra", "GHA", "2021-05")]),
        ("Delegates came to Accra in May 2021. The Ocean Summit was held there.",
         [("Ocean Summit", None, "Accra", None, None)]),
        ("The Ocean Summit, which was to be held in Accra in May 2020, took place online in May 2021.",
         [("Ocean Summit", None, None, None, "2021-05")]),
        ("The plan of the Ocean Summit of May 2021, was completed in Accra.",
         [("Ocean Summit", None, None, None, "2021-05")]),
        ("It was in Accra on 31 May and 1 June 2021 that the Ocean Summit met.",
         [("Ocean Summit", None, "Accra", None, "2021-05-31/2021-06-01")]),
        ("The Antarctic Treaty Consultative Meeting (ATCM) is yearly. Chile hosted the 39th ATCM in Santiago in 2016.",
         [("Antarctic Treaty Consultative Meeting", 39, "Santiago", "CHL", "2016")]),
        ("The World Water Forum met in Dakar in 2022. The previous forum took place in Brasília in 2018.",
         [("World Water Forum", None, "Brasília", None, "2018"), ("World Water Forum", None, "Dakar", None, "2022")]),
        ("The Diplomatic Conference was held in Kumamoto, Japan, on 10 and 11 October 2013.",
         [("Diplomatic Conference", None, "Kumamoto", "JPN", "2013-10-10/2013-10-11")]),
        ("The 2024 NATO Summit was in Washington. The Washington Summit, 9-11 July 2024, was the third there.",
         [("NATO Summit", None, "Washington, D.C.", None, "2024-07-09/2024-07-11")]),
        ("Ministers met in Lima, Peru, on 3 and 4 May 2021. At the Second Lakes Summit they set up a fund.",
         [("Lakes Summit", 2, "Lima", "PER", "2021-05-03/2021-05-04")]),
        ("The Fifth Assembly of the International Solar Alliance (ISA) met in Agra, India, in October 2022. ISA was "
         "launched in Paris on 30 November 2015.",
         [("Assembly of the International Solar Alliance", 5, "Agra", "IND", "2022-10")]),
        ("The fourth Lakes Summit met in Lima in 2005. It goes back to the conference \"Water without Borders\", which "
         "was held in Tartu on 3 May 2001.",
         [("Lakes Summit", 4, "Lima", None, "2005"), ("Water without Borders", None, "Tartu", None, "2001-05-03")]),
        # The conference that a body's members hold, by a noun alone.
        ("The Freedom Online Coalition grew. The first conference was in Lima in 2011, the second in Oslo in 2012.",
         [("Freedom Online Conference", 1, "Lima", None, "2011"),
          ("Freedom Online Conference", 2, "Oslo", None, "2012")]),
        ("The Freedom Online Coalition holds one each year: the next one, the ninth, is due in Lima in 2025.",
         [("Freedom Online Conference", 9, "Lima", None, "2025")]),
        ("Some 450 guests came to the conference in Lima on 3 May 2021.\n\nThe Freedom Online Coalition is free.",
         [("Freedom Online Conference", None, "Lima", None, "2021-05-03")]),
        ("Guests came to the conference in Lima on 3 May 2021.\n\nNATO is old.", []),
        # In rows, and one after the other.
        ("Ocean Summits so far\n\n- Lima, Peru, 3-4 May 2021 (2nd)\n- online, May 2022",
         [("Ocean Summit", 2, "Lima", "PER", "2021-05-03/2021-05-04"), ("Ocean Summit", None, None, None, "2022-05")]),
        ("Ocean Summits\n\n| Year | City |\n| --- | --- |\n| 2011 | Lima |\n| 2012 | Oslo |",
         [("Ocean Summit", None, "Lima", None, "2011"), ("Ocean Summit", None, "Oslo", None, "2012")]),
        ("The Ocean Summit took place in Lima in 2019, online in 2020, in Oslo in 2022.",
         [("Ocean Summit", None, "Lima", None, "2019"), ("Ocean Summit", None, "Oslo", None, "2022"),
          ("Ocean Summit", None, None, None, "2020")]),
        ("The first Ocean Summit was in Lima in 2011, followed by Oslo (2012).",
         [("Ocean Summit", 1, "Lima", None, "2011"), ("Ocean Summit", None, "Oslo", None, "2012")]),
        ("The Ocean Summit lasted from Monday, 3 May, to Tuesday, 4 May 2021, in Lima.",
         [("Ocean Summit", None, "Lima", None, "2021-05-03/2021-05-04")]),
        ("Peru, which followed Chile after the fifth Ocean Summit, will host the sixth in Lima.",
         [("Ocean Summit", 6, "Lima", "PER", None)]),
        ("The first Ocean Summit was convened online from Lima on 3 May 2021.",
         [("Ocean Summit", 1, None, None, "2021-05-03")]),
        ("This year's Ocean Summit is the fifth; it takes place in Lima on 3 May 2021.",
         [("Ocean Summit", 5, "Lima", None, "2021-05-03")]),
        ("The Ocean Summit of 2021 met. The summit in Lima, the third of its kind, was long.",
         [("Ocean Summit", 3, "Lima", None, "2021")]),
        ("Leaders of Chile, Ghana and Kenya came to the Summit for Democracy.", []),
        ("The 14th regular session of the Assembly of the African Union met in Kampala in July 2010.",
         [("Assembly of the African Union", 14, "Kampala", None, "2010-07")]),
        ("The 14th special session of the Assembly of the African Union met in Kampala in July 2010.",
         [("special session of the Assembly of the African Union", 14, "Kampala", None, "2010-07")]),
        ("The 14th session of the Assembly met in Kampala in July 2010.",
         [("session of the Assembly", 14, "Kampala", None, "2010-07")]),
        ("The third World Lakes Conference of the OECD, the year's main meeting, was held in Singapore in May 2021.",
         [("World Lakes Conference", 3, "Singapore", "SGP", "2021-05")]),
        ("Lima (2016) and Oslo (2017) were the first hosts of the Lakes Summit.",
         [("Lakes Summit", None, "Lima", None, "2016"), ("Lakes Summit", None, "Oslo", None, "2017")]),
        ("The Lakes Summits of 2016 and 2017 were held in Lima and Oslo.",
         [("Lakes Summit", None, "Lima", None, "2016"), ("Lakes Summit", None, "Oslo", None, "2017")]),
        ("Plans for the fourth Lakes Summit advance. Oslo, Norway, will be the venue in May 2021.",
         [("Lakes Summit", 4, "Oslo", "NOR", "2021-05")]),
        ("Norway welcomes the parties to Oslo for the fourth Lakes Summit in May 2021.",
         [("Lakes Summit", 4, "Oslo", "NOR", "2021-05")]),
        ("Kenya welcomes the results of the fourth Lakes Summit in Oslo in May 2021.",
         [("Lakes Summit", 4, "Oslo", None, "2021-05")]),
        ("India welcomed the G20 to New Delhi for its 18th summit on 9 September 2023.",
         [("G20 summit", 18, "New Delhi", "IND", "2023-09-09")]),
        ("The G20 came to New Delhi for its first summit in years on 9 September 2023.", []),
        ("The Lakes Forum, its members' yearly meeting, gathers for the ninth time in Oslo on 3 May 2021.",
         [("Lakes Forum", 9, "Oslo", None, "2021-05-03")]),
    ],
)  # fmt: skip
def test_a_conference_has_the_place_and_days_that_are_its_own(
    text: str, expected: list[tuple[str, int | None, str | None, str | None, str | None]]
) -> None:
    found = [(c.name, c.ordinal, c.city, c.country, c.days) for c in claims(text).conference_claims]
    assert sorted(found, key=str) == expected
