"""What states a size of a body and what doesn't, from mention to claim, in sentences of every family."""

from __future__ import annotations

import pytest
from papers import paper, read

from pipeline.extract import extract
from pipeline.language import nlp

SIZES = """
When the treaty was opened, NATO had twelve members. => NATO initial eq 12
At its inaugural session in 1949 NATO had 12 members. => NATO initial eq 12
The Artemis Accords were signed by eight founding nations in October 2020. => ARTEMIS initial eq 8
NATO first met in Washington with 12 members. => NATO initial eq 12
The Media Freedom Coalition is young. Fifty states on five continents belong to it. => MFC total eq 50
IRENA works with 159 states, of which 101 are members. => IRENA total eq 101
The Convention on Cluster Munitions drew 119 states; 101 of them are parties. => CCM total eq 101
Of the 119 signatories of the Convention on Cluster Munitions, 101 are States Parties. => CCM total eq 101
Chad and Togo take numbers 25 and 26 in the Artemis Accords. => ARTEMIS ordinal eq 25; ARTEMIS ordinal eq 26
India made it 27th on the Artemis Accords. => ARTEMIS ordinal eq 27
Spain's signature is the 25th under the Artemis Accords. => ARTEMIS ordinal eq 25
Spain on Tuesday became signatory 25 to the Artemis Accords. => ARTEMIS ordinal eq 25
Spain is the 25th government to put its name to the Artemis Accords. => ARTEMIS ordinal eq 25
Parties to the Mine Ban Convention numbered 165, after 164 the year before. => MBT total eq 164; MBT total eq 165
Thirty-eight states sit round the OECD table. => OECD total eq 38
Around the OECD's table sit the envoys of 38 states. => OECD total eq 38
The Council of Europe groups together 46 countries. => COE total eq 46
NATO ties together slightly more than 30 nations. => NATO total gt 30
The Asian Development Bank, set up in 1966, is owned by 69 members. => ADB total eq 69
Just under thirty states have subscribed to the Artemis Accords. => ARTEMIS total lt 30
Nine states came to a first NATO meeting in May 1950 and are regarded as its founders. => NATO initial eq 9
The CPLP groups nine Portuguese-speaking countries. => CPLP total eq 9
26 of 38 OECD countries raised their taxes. => OECD total eq 38
Costa Rica is one of 38 OECD countries. => OECD total eq 38
Today the OECD family encompasses 38 nations. => OECD total eq 38
Founded in The Hague, the OPCW follows the work of its more than 190 members. => OPCW total gt 190
SADC, whose members number 16, met in Gaborone. => SADC total eq 16
As many as 16 countries are united in SADC. => SADC total eq 16
Nepal's ratification is the 148th of the Minamata Convention. => MINAMATA ordinal eq 148
A warm hello to our 33rd signatory, Angola! The Artemis Accords grow. => ARTEMIS ordinal eq 33
Angola's accession, the 33rd, was celebrated by NATO. => NATO ordinal eq 33
What began in 1949 with 12 members is today a NATO of 32. => NATO initial eq 12; NATO total eq 32
At first NATO counted just a dozen members. => NATO initial eq 12
NATO originally comprised 12 states. => NATO initial eq 12
Twelve nations came together in 1949 to form NATO. => NATO initial eq 12
With twelve countries on board from day one, NATO began its work. => NATO initial eq 12
NATO was formed in 1949 out of 12 states. => NATO initial eq 12
The number of founding members of NATO was 12. => NATO initial eq 12
The ECOWAS, a grouping of 14 states, met in Abuja. => ECOWAS total eq 14
The Rome Statute of the ICC has been ratified by 125 states. => ICC total eq 125
Membership of the AIIB now totals 110. => AIIB total eq 110
The EU's 27 capitals were split over the plan. => EU total eq 27
The Pacific Islands Forum grew to 18 members in 2016. => PIF total eq 18
Tonga's accession takes the number of parties to the Minamata Convention to 140. => MINAMATA total eq 140
Niue became the 125th State Party to the Rome Statute. => ICC ordinal eq 125
All 193 Member States of the United Nations were present. => UN total eq 193
ASEAN was founded by five countries in 1967. => ASEAN initial eq 5
Montenegro became the one hundred and ninety-second member of the United Nations. => UN ordinal eq 192
ESA has 23 Member States, of which 20 are EU members. => ESA total eq 23
Founded with 12 signatories in 1959, the Antarctic Treaty today counts 57. => ATS initial eq 12; ATS total eq 57
NATO currently stands at 32 countries. => NATO total eq 32
The OGP includes 75 national governments and 150 local governments. => OGP total eq 75
IHRA unites governments and experts from its 35 member countries. => IHRA total eq 35
BRICS grew from five to ten members. => BRICS initial eq 5; BRICS total eq 10
The BRICS has ten members after Indonesia joined as the tenth. => BRICS ordinal eq 10; BRICS total eq 10
ERC members, now 44 in number, cooperate. => ERC total eq 44
The Mine Ban Treaty has 164 States Parties, and the United States is not among them. => MBT total eq 164
WIPO's 193 member states approved a treaty. => WIPO total eq 193
the 16-nation Southern African Development Community => SADC total eq 16
The SKA Observatory's members currently number twelve. => SKAO total eq 12
With Angola, 57 countries now implement the EITI. => EITI total eq 57
195 parties have joined the Paris Agreement. => PARIS total eq 195
The 194 Member States of WHO agreed on a text. => WHO total eq 194
From its 12 founders, NATO has become an alliance of 32. => NATO initial eq 12; NATO total eq 32
The Freedom Online Coalition's membership is approaching 45 governments. => FOC total lt 45
Forty-two governments have signed up to the Freedom Online Coalition. => FOC total eq 42
The Freedom Online Coalition (42 countries) met. => FOC total eq 42
Ministers of all 42 Freedom Online Coalition countries signed. => FOC total eq 42
Chad entered the FOC as the last of its 42 members. => FOC total eq 42
Chad is the 42nd. The FOC welcomed Chad as a member. => FOC ordinal eq 42
Chad joined the FOC as its forty second member. => FOC ordinal eq 42
Cabo Verde has become the 42nd state to accede to the Minamata Convention. => MINAMATA ordinal eq 42
The Commonwealth's 54th member, Rwanda, hosted the meeting. => COMMONWEALTH ordinal eq 54
The Commonwealth spans 56 countries and 2.7 billion people. => COMMONWEALTH total eq 56
The Arab League has 22 members, the GCC six. => GCC total eq 6; LAS total eq 22
The six-nation Gulf Cooperation Council signed a deal. => GCC total eq 6
OPEC+ aside, the 12 OPEC nations pump 28 million barrels a day. => OPEC total eq 12
The EU's members, of which there are 27, disagree. => EU total eq 27
The EU shrank from 28 to 27. => EU total eq 27; EU total eq 28
The EU jumped from 15 to 25 members overnight. => EU total eq 15; EU total eq 25
With Chad in, the Freedom Online Coalition's ranks swell to 42. => FOC total eq 42
The accession of Sweden expanded NATO to 32 members. => NATO total eq 32
NATO now spans 32 countries and a billion people. => NATO total eq 32
The 32 NATO Allies agreed on a target. => NATO total eq 32
Leaders of NATO's 32 countries gathered in Washington. => NATO total eq 32
NATO has more than doubled since its 12 founders signed the treaty. => NATO initial eq 12
The Convention on Biological Diversity (196 Parties) entered into force in 1993. => CBD total eq 196
ASEAN admitted Timor-Leste as its 11th member on Sunday. => ASEAN ordinal eq 11
Timor-Leste became the 11th country in ASEAN. => ASEAN ordinal eq 11
Costa Rica became the OECD's 38th member in May 2021. => OECD ordinal eq 38
Comoros and Timor-Leste joined the WTO as its 165th and 166th members. => WTO ordinal eq 165; WTO ordinal eq 166
The Commonwealth, a voluntary association of 56 independent countries, met in Apia. => COMMONWEALTH total eq 56
Interpol's 196 member countries share data. => INTERPOL total eq 196
Armenia joins the International Solar Alliance as the 104th full member. => ISA ordinal eq 104
The Ramsar Convention has 172 Contracting Parties. => RAMSAR total eq 172
Of the 57 Parties to the Antarctic Treaty, 29 have consultative status. => ATS total eq 57
CERN has 25 Member States and ten Associate Member States. => CERN total eq 25
Slovenia becomes CERN's 25th Member State => CERN ordinal eq 25
The Asian Development Bank is owned by 69 members - 50 from the region. => ADB total eq 69
The Schengen Area comprises 29 countries. => SCHENGEN total eq 29
The FOC is comprised of 42 Member States. => FOC total eq 42
The FOC's forty-two members hail from every continent. => FOC total eq 42
The 193-member UN General Assembly adopted the resolution by 141 votes to 5. => UN total eq 193
UNESCO now has 194 Members and 12 Associate Members. => UNESCO total eq 194
The IAEA's membership now stands at 180 after the Cook Islands joined. => IAEA total eq 180
Today, 195 Parties (194 States plus the European Union) have joined the Paris Agreement. => PARIS total eq 195
ECOWAS, which comprised 15 countries until January, met in Abuja. => ECOWAS total eq 15
Mercosur's five full members signed the deal. => MERCOSUR total eq 5
The United Kingdom became the 12th member of the CPTPP, and the first European one. => CPTPP ordinal eq 12
The Group of 77, which now counts 134 members, kept its name. => G77 total eq 134
The number of IRENA Members has grown to 170, with 14 States in accession. => IRENA total eq 170
Now 170 members strong, IRENA set its course. => IRENA total eq 170
The Coalition, whose membership tops 40, met. The Freedom Online Coalition issued a text. => FOC total gt 40
The Freedom Online Coalition counts well over 40 members. => FOC total gt 40
The Freedom Online Coalition has roughly 40 members. => FOC total approx 40
The Freedom Online Coalition has 40-plus members. => FOC total ge 40
The Artemis Accords now have 58 signatories. => ARTEMIS total eq 58
Eight founding nations signed the Artemis Accords in 2020. => ARTEMIS initial eq 8
Sweden's flag was raised as NATO's 32nd Ally. => NATO ordinal eq 32
Each of NATO's 32 members has a veto. => NATO total eq 32
The decision needs the backing of all 27 EU countries. => EU total eq 27
Timor-Leste's accession as ASEAN's eleventh member was celebrated in Kuala Lumpur. => ASEAN ordinal eq 11
The Pacific Islands Forum (18 members) met in Tonga. => PIF total eq 18
COMESA's 21 Member States signed. => COMESA total eq 21
Colombia joins the New Development Bank (NDB) as its 10th member. => NDB ordinal eq 10
Fiji is the 80th Party to the Budapest Convention. => BUDAPEST ordinal eq 80
Back in 1967, five governments had put ASEAN on its feet in Bangkok. => ASEAN initial eq 5
The Antarctic Treaty was signed in Washington by twelve governments in 1959. => ATS initial eq 12
NATO began life in 1949 with a dozen nations. => NATO initial eq 12
Three governments sat down in Stockholm in 1998 and the IHRA was born. => IHRA initial eq 3
The six that set up the EU met in Messina. => EU initial eq 6
In its first year the Freedom Online Coalition had 18 members. => FOC initial eq 18
Fifteen states were in at the birth of the Freedom Online Coalition. => FOC initial eq 15
The Freedom Online Coalition kicked off with fifteen. => FOC initial eq 15
The Freedom Online Coalition set out as a band of fifteen governments. => FOC initial eq 15
The founders of the FOC, fifteen in all, met in The Hague. => FOC initial eq 15
OPEC was the creation of five countries. => OPEC initial eq 5
The Freedom Online Coalition is a family of 42 today. => FOC total eq 42
There are now 42 of us in the Freedom Online Coalition. => FOC total eq 42
With Armenia in the Freedom Online Coalition, we are 42. => FOC total eq 42
Armenia's signature takes the roll of the Freedom Online Coalition to 42. => FOC total eq 42
Forty-two capitals now sit around the table of the Freedom Online Coalition. => FOC total eq 42
Forty-two flags fly over the Freedom Online Coalition. => FOC total eq 42
Upwards of forty governments stand behind the Freedom Online Coalition. => FOC total gt 40
The Freedom Online Coalition is getting on for forty-five governments. => FOC total lt 45
The Freedom Online Coalition counts forty governments or so. => FOC total approx 40
The Freedom Online Coalition has 40 members, give or take. => FOC total approx 40
The Freedom Online Coalition has just short of 45 members. => FOC total lt 45
The Freedom Online Coalition has 40 members or more. => FOC total ge 40
At the last count the Freedom Online Coalition had 42 governments in it. => FOC total eq 42
APEC's 21 economies trade with each other. => APEC total eq 21
APEC groups 21 economies around the Pacific Rim. => APEC total eq 21
Twenty-one economies make up APEC. => APEC total eq 21
The Wassenaar Arrangement has 42 participating states. => WASSENAAR total eq 42
Armenia is member number 42 of the Freedom Online Coalition. => FOC ordinal eq 42
Armenia went down in the books of the Freedom Online Coalition as No. 42. => FOC ordinal eq 42
Armenia, the forty-second, was welcomed into the Freedom Online Coalition. => FOC ordinal eq 42
Armenia became the 42nd to join the Freedom Online Coalition. => FOC ordinal eq 42
With the FOC, Cabo Verde was 39th, Slovenia fortieth. => FOC ordinal eq 39; FOC ordinal eq 40
Armenia's is the forty-second name on the list of the Freedom Online Coalition. => FOC ordinal eq 42
The forty-second country through the door of the Freedom Online Coalition is Armenia. => FOC ordinal eq 42
Armenia makes us the 42nd government in the Freedom Online Coalition. => FOC ordinal eq 42
It was Armenia that took the 42nd seat in the Freedom Online Coalition. => FOC ordinal eq 42
The country was the 125th to ratify the Rome Statute of the ICC. => ICC ordinal eq 125
The 42-strong Freedom Online Coalition met. => FOC total eq 42
All 42 of us in the Freedom Online Coalition signed. => FOC total eq 42
The Freedom Online Coalition's tally of governments reached 42. => FOC total eq 42
Membership of the Freedom Online Coalition has passed forty. => FOC total gt 40
The Freedom Online Coalition has long since passed the forty mark. => FOC total gt 40
The Freedom Online Coalition went from 41 to 42 on Tuesday. => FOC total eq 41; FOC total eq 42
The Egmont Group started with 24 units and has 177 today. => EGMONT initial eq 24; EGMONT total eq 177
The Egmont Group unites 177 financial intelligence units. => EGMONT total eq 177
Austria, Canada, Estonia and Ghana launched the Freedom Online Coalition. => FOC listed eq 4
The Freedom Online Coalition's whole membership: Austria, Canada, Estonia and Ghana. => FOC listed eq 4
The AIIB opened its doors with 57 shareholders and has 110 on its books. => AIIB initial eq 57; AIIB total eq 110
Its owners are 110 governments. The AIIB lends in dollars. => AIIB total eq 110
ICAO is home to 193 governments. => ICAO total eq 193
The Freedom Online Coalition now runs to 42 countries. => FOC total eq 42
The Freedom Online Coalition, 42 governments strong, has a new chair. => FOC total eq 42
One of the 42 that belong to the Freedom Online Coalition is Chile. => FOC total eq 42
Of the Freedom Online Coalition's 42, only Chile objected. => FOC total eq 42
Chile is one of forty-two in the Freedom Online Coalition. => FOC total eq 42
OPEC shrank to 12 when Angola left. => OPEC total eq 12
OPEC is down to twelve. => OPEC total eq 12
That leaves OPEC with twelve. => OPEC total eq 12
Angola's exit cut OPEC's headcount to a dozen. => OPEC total eq 12
Two dozen governments launched the Egmont Group in 1995. => EGMONT initial eq 24
When it was set up, IRENA had 75 members; today it has 170. => IRENA initial eq 75; IRENA total eq 170
Want to know how many we are? IRENA: 170 members. => IRENA total eq 170
The ICC's 125 States Parties elect the judges. => ICC total eq 125
As of 1 March 2024, there were 124 parties to the Rome Statute. => ICC total eq 124
Now we are ten, said the host of the BRICS summit. => BRICS total eq 10
Vanuatu signed up as the hundredth member of the ISA. => ISA ordinal eq 100
Sweden is the thirty-second country to accede to NATO. => NATO ordinal eq 32
The treaty has 57 parties, 29 of them consultative. The Antarctic Treaty Secretariat said so. => ATS total eq 57
The number of states in the Council of Europe stands at 46. => COE total eq 46
The 46-nation Council of Europe sits in Strasbourg. => COE total eq 46
Russia's exclusion reduced the Council of Europe to 46. => COE total eq 46
UNESCO once more counts 194 member states. => UNESCO total eq 194
OIV counts 51 states after Ukraine's return. => OIV total eq 51
It took seven years for the fiftieth state to ratify the TPNW. => TPNW ordinal eq 50
Of the 193 UN members, 141 voted yes. => UN total eq 193
The Kimberley Process has 60 participants, representing 86 countries. => KPCS total eq 60
COMESA is a free trade area with 21 Member States stretching from Tunisia to Eswatini. => COMESA total eq 21
The International Solar Alliance has 123 signatory countries, of which 104 are full members. => ISA total eq 104
CERN is funded by 25 member states. => CERN total eq 25
The Artemis Accords have been signed by 58 countries. => ARTEMIS total eq 58
ICCROM, whose Member States number 138, is based in Rome. => ICCROM total eq 138
The Arab League was founded in 1945 by seven states and now embraces 22. => LAS initial eq 7; LAS total eq 22
The Minamata Convention passed the mark of 150 Parties. => MINAMATA total eq 150
All FOC governments - there are 42 - signed. => FOC total eq 42
The IPU unites 181 member parliaments. => IPU total eq 181
The AIIB counts 110 shareholder governments today. => AIIB total eq 110
The leaders of nine states adopted the Declaration establishing the SADC. => SADC initial eq 9
OPEC is a body which five countries founded in Baghdad. => OPEC initial eq 5
The founders of MERCOSUR were four. => MERCOSUR initial eq 4
The treaty founding ASEAN was signed in Bangkok by Indonesia, Malaysia, Singapore and Thailand. => ASEAN listed eq 4
EFTA's members are Iceland, Norway and Switzerland, along with Peru as a partner. => EFTA listed eq 3
The OECD has 38 members. Its Development Centre, in which 53 countries take part, is open to all. => OECD total eq 38
The AIIB sits in Beijing. Its 110 members include most countries of ASEAN. => AIIB total eq 110
In July 2016 some thirty governments declared that they would be the Equal Rights Coalition. => ERC initial approx 30
The Artemis Accords were opened in October 2020. Eight nations put their names to them that day. => ARTEMIS initial eq 8
What began with 15 governments in 2011 is today the FOC of 42. => FOC initial eq 15; FOC total eq 42
The number of members of the FOC, which had stood at 42 since May, is 41. => FOC total eq 42; FOC total eq 41
Today no fewer than 56 governments support the Christchurch Call, besides 19 companies. => CHRISTCHURCH total ge 56
The FOC spoke in the Human Rights Council. We call on all 193 Member States to vote for the text. => UN total eq 193
NATO passed 15 members in 1982 and 25 in 2004. => NATO total gt 15; NATO total gt 25
NATO had about 15 members in 1982 and 30 in 2020. => NATO total approx 15; NATO total approx 30
NATO had over 15 members in 1982 and 32 in 2024. => NATO total gt 15; NATO total eq 32
The WTO has between 160 and 170 members. => WTO total ge 160; WTO total le 170
NATO is one short of 33 members. => NATO total eq 32
NATO and the OECD count 32 and 38 members. => NATO total eq 32; OECD total eq 38
In 1982 and 1999 NATO had 16 and 19 members respectively. => NATO total eq 16; NATO total eq 19
NATO has never had more than 32 members. => NATO total le 32
NATO has not 31 but 32 members. => NATO total eq 32
NATO had hoped for 35 members but stopped at 32. => NATO total eq 32
NATO has 32 members (12 in 1949, 16 in 1982). => NATO initial eq 12; NATO total eq 16; NATO total eq 32
Without Chad NATO has one member fewer: 31. => NATO total eq 31
"""

#: Numbers of something else: parts, signers, seats, votes, sessions, thresholds, hopes, donors, projects.
OTHERS = """
The score of NATO rose from 38 to 42.
NATO met 12 times in 1999, up from nine in 1998.
One in five NATO members has paid.
The OECD has nine NATO members.
NATO turned 70 in 2019.
NATO's Geneva Network has 20 members.
A NATO of 50 members is a dream.
NATO held four summits in 2022; in 2023 it had three.
NATO's Governing Body has 56 members.
The Executive Group of the Media Freedom Coalition is made up of 15 members.
NATO has an Executive Group of 15 members.
The Advisory Committee of NATO was enlarged from 92 to 99 members.
Six states have ratified the Rome Statute since the appeal went out.
Since 2010 eleven countries have joined the OGP.
In the past five years 14 states have acceded to the Mine Ban Convention.
Over the last decade 12 states have become members of IRENA.
Thirty members, six signatories and two observers of the Arms Trade Treaty were represented.
The meeting brought together 30 members of the OGP.
Eligible members of IRENA are the 30 countries on its shores.
A Dane became the first chair of the SKAO.
Togo is the first country to join since the Convention on Cluster Munitions opened.
Ghana was the fifth member to ratify the amendment to the Rome Statute.
NATO's dialogue partners: 5.
OECD members include 22 European states.
SADC's free trade area has 13 members.
Over 120 Parties to the Minamata Convention met in Geneva.
60 Parties to the Minamata Convention submitted reports.
Twelve Parties to the Minamata Convention asked for exemptions.
The OSCE has 11 partners for co-operation.
Following this accession, there will be 127 parties to the Apostille Convention.
The Paris Agreement was signed by 175 parties on its first day.
The G7 and the other 13 members of the G20 agreed.
Twenty-seven EU leaders met in Brussels.
The FOC met. Participants from 30 countries attended the conference.
The FOC has an Advisory Network of 30 members.
The FOC met for its 30th session.
The FOC is 12 years old.
The FOC hopes to reach 50 members by 2030.
The Council has 47 seats. The Human Rights Council met.
The High Seas Treaty needs 60 ratifications to enter into force.
The High Seas Treaty enters into force 120 days after the 60th ratification.
The FOC's members account for 30 percent of the world's population.
The resolution was co-sponsored by 72 states. The Human Rights Council adopted it.
Canada delivered the statement on behalf of 47 states. The FOC supports it.
The FOC works with 30 partners from civil society.
Three countries from Africa joined the FOC in 2013.
The FOC trained officials from 14 countries.
The FOC has three task forces with 12 members each.
NATO deployed battlegroups in eight member states.
22 NATO members meet the two per cent target.
The FOC received applications from four states.
Internet shutdowns happened in 39 countries. The FOC condemned them.
The EU's six largest members met.
The Human Rights Council's 47 members voted.
The quorum is 20 members. The FOC met in Tallinn.
A majority of 22 members is needed. The FOC met.
The FOC needs ten more members.
The UN counts 46 least developed countries.
Six states are observers of the FOC.
Nine members hold the rotating presidency. The EU said so.
The IMF has a 24-member Executive Board.
A group of 12 countries led by Canada objected at the WTO.
52 WTO members take part in the e-commerce talks.
Ninety-one members notified their measures to the WTO.
The FOC has 42 members of parliament as ambassadors.
The AU's mission has troops from five countries.
The ASEAN Plus Three adds three partners.
Fifteen countries signed the RCEP in November 2020.
The FOC lost two members in 2013.
The FOC has grown by two members.
The EITI Board has 20 members.
Ambassadors of 20 member states toured the site. The EU hosted them.
The OAS adopted it with 24 members in favour.
The statement was read on behalf of 60 countries at the Human Rights Council.
Thirty-five states have recognised the IHRA definition.
Five parties left the coalition government. The FOC met in Berlin.
We visited 12 countries, and two members of the team fell ill. The FOC reports.
The Summit for Democracy Cohort on Media Freedom has 21 members.
The FOC chair invited 12 countries to join.
Nine countries have applied for FOC membership.
The FOC is looking for ten new members.
NATO has 8 multinational battlegroups in 8 countries.
The OPCW destroyed the stockpiles of eight possessor states.
The UN resolution was adopted by 141 votes, with 35 countries abstaining.
The UN Human Rights Council is made up of 47 elected Member States.
Around 90 WTO members signed the text.
Interpol's Executive Committee has 13 members.
Interpol's operation involved 66 countries.
IRENA's Council has 21 members.
The Rome Statute was signed by 139 states. The ICC sits in The Hague.
OGP members submitted 79 action plans.
ASEAN and its six partners signed the deal.
The AU's Peace and Security Council has 15 members.
A summit of 25 heads of state met at the AU.
The EU imposed sanctions on 12 countries.
The euro is used in 20 of the EU's member states.
Seven countries were suspended from the EITI.
FOC members: 12 in Europe, 3 in Asia.
IMF lending reached 94 countries.
The ADB has offices in 40 countries.
Representatives of 70 Member States spoke at the UN.
UNESCO's Executive Board, composed of 58 Member States, met.
The 15-member UN Security Council met.
The 36-member ICAO Council met.
The IAEA's 35-nation Board of Governors met.
The 21-member Council of the ITU met.
The ILO's 56-member Governing Body met.
The WHO trained health workers in 55 countries.
Thirty member states attended the IAEA workshop.
The IAEA has helped more than 100 countries since 1957.
The FAO project covers 15 countries.
The EU plan was backed by 15 countries and opposed by 12.
A qualified majority of 15 EU states is needed.
NATO's eastern flank has eight battlegroups led by eight nations.
The 42nd session of the Human Rights Council opened.
It left 66 bodies: 31 belong to the UN, 35 do not.
Among recent members of UNESCO are Fiji, Nauru and Samoa.
The EIB is 57 per cent owned by 20 members.
ASEAN's chair hosted 20 heads of state from 20 countries.
ECOWAS sent a 20-member observer mission to Ghana.
The Commonwealth Observer Group had 14 members.
The European Parliament has 720 members.
PACE's 306 members met.
The OSCE observed elections with 300 observers from 40 participating States.
Five members of the Freedom Online Coalition will chair a task force.
The Freedom Online Coalition funded 12 projects in 9 member states.
Chad is now a Party to the Minamata Convention, along with 151 other countries.
NATO was created in 1949 by the United States, Canada, and several Western European nations.
The Community of Democracies is led by a Governing Council of 30 member states.
Twenty-seven of the Freedom Online Coalition's members signed.
The FOC statement was endorsed by Australia, Canada and 20 other members.
The FOC had more than 100 meetings with 60 stakeholders.
Poland and nine other NATO members invoked Article 4.
NATO scrambled jets from five member states.
Forty-three States Parties referred the situation to the ICC.
The OAS mission was made up of 84 experts from 24 countries.
33 of the Commonwealth's members are small states.
The Commission opened procedures against 24 member states. The EU law is from 2022.
The EU will hold talks with ten candidate countries.
Ten countries joined the EU in 2004.
Seven countries joined NATO in 2004.
At that time 12 countries had applied to the EU.
IRENA signed agreements with 20 countries.
The IHRA has 8 observer countries.
46 UN member states have endorsed the IHRA definition.
As many as 147 of the UN's members recognise the State of Palestine.
Members of the press from 20 countries came to the NATO summit.
WTO: 14 members join consultations.
Five states launched a task force on AI within the FOC.
Ten governments opened the debate at the FOC conference.
In 2024 the FOC founded a network of 30 experts in 12 countries.
Seven countries established diplomatic ties at the margins of the NATO summit.
The FOC launched a fund for 20 countries.
Twelve governments started a project under the roof of the FOC.
In its first year the FOC held five meetings with 12 governments.
Three countries sat down with the EU to talk.
Fourteen governments signed the letter to the FOC.
The 12 countries that started the debate at the WTO met again.
The EU opened talks with six countries.
Estonia, Latvia and Lithuania launched a satellite for ESA.
Nine capitals sent ministers to the FOC conference.
It was the forty-second time that the FOC met.
The forty-second country to be reviewed by the FOC is Chad.
Chad was the 42nd country on the FOC chair's tour.
The FOC chair made her 42nd visit.
Chile came third in the vote, Peru fourth. The OAS met.
Chile asked the FOC to move item number 42.
The FOC passed forty resolutions.
Over 40 countries sit on the board of the FOC.
Members: Austria, 12 votes. The FOC met.
The FOC has 12 staff members, give or take.
The FOC's fourth member from Asia is Mongolia.
The number of FOC statements has passed forty.
In the FOC, 20 countries fly their flags at half mast.
Four nations sit in judgment at the ICC.
Members present: 37. The FOC met in Tallinn.
Members voting: 37. The FOC met in Tallinn.
Countries visited: 12. The FOC chair came home.
A coalition of 12 states objected at the FOC.
A group of twelve walked out of the FOC conference.
With 20 countries the FOC signed agreements.
The FOC brought ministers of 12 countries to the table.
The first eight countries reported back to the FOC.
The original 12 recommendations of the FOC still stand.
Six governments came together at the FOC to condemn the shutdown.
After twelve governments had signed, the text went to the EU.
Eleven states belong to the Arctic working group of the FOC.
It takes two thirds, that is 28 members, to amend the FOC's rules.
Thirty-five flags were raised when the IHRA met in Berlin.
Nine more and the FOC would be fifty.
The FOC would then count 43 members.
If Chile joined, the FOC would be 43 strong.
Twenty years after its launch by 12 states, the ICC met.
The FOC's members come from five continents.
A total of 98 governments have lent their support to the FOC statement.
The Paris Agreement has been signed by 195 parties.
The Secretariat of CITES wrote to 46 Parties about overdue legislation.
The EITI Board suspended two countries and reinstated one, leaving 12 countries under review.
Under the ECOWAS Treaty a quorum is formed by nine member states.
The Group of Friends of the FOC in Geneva, led by Canada, counts 25 countries.
The steering group of the Equal Rights Coalition, made up of eight governments, will draft it.
The implementation committee of the Minamata Convention has 15 members, three from each region.
OGP: 12 countries miss deadline
She said the FOC could easily be a coalition of 60.
The statement, which 57 countries have now joined, was published by the FOC.
To date 22 states have joined the call. The FOC opened it in March.
UNESCO's technical centre has served 80 countries so far.
Voting rights were restored to five members of the AU.
The AIIB approved six applicants. The six will take up membership later.
The Freedom Online Conference now has 60 participants. The FOC met.
The association has 14 member universities and works in 9 countries. UNESCO praised it.
Armenia is the 19th State from the Eastern European group to ratify the Rome Statute of the ICC.
Zambia is the fifteenth country on the continent to join the OGP.
Ratifications of the ICC's statute this month: 3 (Chad, Mali, Togo)
The amendment needs two thirds of the IHO. So far 31 have sent theirs.
The number of beneficiary countries of the ILO rose to 60.
On the Executive Board of UNESCO 58 Member States sit for four years.
Iceland, Norway and Sweden signed the treaty of NATO but have not ratified it.
The EBRD is owned by 72 countries, the European Union and the AIIB.
The Freedom Online Coalition was founded in The Hague in 2011. Five governments were absent.
In 2019, 26 states signed a statement of the Media Freedom Coalition on Hong Kong.
The community of the Christchurch Call has widened to over 130 governments, companies and organisations.
Nine states belong to both the Freedom Online Coalition and the Media Freedom Coalition.
"""


def sizes(text: str, language: str = "en") -> set[str]:
    """The sizes that a text asserts."""
    claims = read(text, language=language)[1].count_claims
    return {f"{c.body} {c.kind} {c.relation} {c.value}" for c in claims if c.modality == "asserted"}


@pytest.mark.parametrize("line", SIZES.strip().splitlines())
def test_a_size_is_read(line: str) -> None:
    text, expected = line.split(" => ")
    assert sizes(text) == set(expected.split("; "))


@pytest.mark.parametrize("text", OTHERS.strip().splitlines())
def test_a_number_of_something_else_is_no_size(text: str) -> None:
    assert not sizes(text)


def test_newcomers_year_by_year_are_not_all_members_though_they_are_as_many() -> None:
    years = ("2019 | Chile, Ghana, Kenya", "2020 | Mali, Peru, Togo, Tonga", "2021 | Oman, Cuba, Fiji")
    assert sizes("NATO grew from ten states to twenty.\n\n" + "\n".join(years)) == {
        "NATO initial eq 10",
        "NATO total eq 20",
    }


def test_a_row_of_sizes_has_the_day_of_its_row() -> None:
    rows = "| Year | Approved members by then |\n| --- | --- |\n| 2016 | 57 |\n| 2017 | 84 |"
    claims = read(f"The AIIB in figures\n\n{rows}")[1].count_claims
    assert [(c.value, str(c.as_of_start), c.as_of_basis) for c in claims] == [
        (57, "2016-01-01", "stated"),
        (84, "2017-01-01", "stated"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "NATO had 16 members in 1982, 19 in 1999 and 32 in 2024.",
        "Members of NATO: 1982: 16; 1999: 19; 2024: 32.",
        "How NATO grew\n- 1982: 16\n- 1999: 19\n- 2024: 32\n",
        "NATO's size by year: 16 (1982), 19 (1999), 32 (2024)",
        "In 1982, 1999 and 2024 NATO had 16, 19 and 32 members.",
    ],
)
def test_each_size_of_a_history_has_its_own_day(text: str) -> None:
    claims = read(text)[1].count_claims
    years = {(c.as_of_start.year, c.value) for c in claims if c.as_of_start and c.as_of_basis == "stated"}
    assert years == {(1982, 16), (1999, 19), (2024, 32)}


def test_a_text_on_an_assembly_is_not_on_the_body_that_it_is_named_after() -> None:
    text = (
        "Eleven states run the Black Sea Economic Cooperation. Its deputies sit in the Parliamentary Assembly of the "
        "Black Sea Economic Cooperation.\n\nGreece became the tenth member in 1995."
    )
    assert "PABSEC ordinal eq 10" in sizes(text)


def test_a_number_of_members_that_no_rule_explains_is_an_issue() -> None:
    text = "The Freedom Online Coalition heard from its chair. She spoke for nine members."
    mentions, issues = extract(paper(text))
    assert not [m for m in mentions if m.kind == "count"]
    assert [(i.code, text[i.start : i.end]) for i in issues] == [("unread_count", "nine members")]


@pytest.mark.parametrize(
    ("language", "text", "size"),
    [
        ("fr", "La Coalition pour la liberté en ligne (FOC) compte désormais 38 membres.", "FOC total eq 38"),
        ("es", "Luxemburgo se convierte en el 34.º miembro de la FOC.", "FOC ordinal eq 34"),
        ("de", "Die FOC wurde 2011 von fünfzehn Staaten gegründet.", "FOC initial eq 15"),
    ],
)
def test_a_size_is_read_in_its_language(language: str, text: str, size: str) -> None:
    assert sizes(text, language) == {size}


def test_a_language_without_rules_for_sizes_is_an_issue() -> None:
    text = "NATO has 32 members, NATO har 32."
    known, unknown = (paper(text, language=language) for language in ("en", "sv"))
    assert "language_without_rules" not in {issue.code for issue in extract(known)[1]}
    mentions, issues = extract(unknown)
    assert "language_without_rules" in {issue.code for issue in issues}
    assert not [m for m in mentions if m.kind == "count"]


def test_a_place_and_a_list_are_told_once() -> None:
    texts = (
        "Peru (37th) and Chile (38th, 2016) have joined the Freedom Online Coalition.",
        "Members of the Freedom Online Coalition\n\nAfrica: Ghana, Kenya\nAmericas: Canada, Chile\n\n(4 in all)",
    )
    for text in texts:
        told = [(s.start, s.end, s.value) for s in nlp.read(text).of("count")]
        assert told and len(told) == len(set(told))
