"""What sentences without any claim are made of: words enough that a text is not made of those of the one before."""

from __future__ import annotations


def _phrases(lines: str) -> list[str]:
    return lines.replace("\n", "|").split("|")


WHO = _phrases(
    """the minister|the chair|a spokeswoman of the ministry|the head of the secretariat|civil society groups
the advisory network|several speakers|the rapporteur|envoys of the host|a panel of engineers|journalists in the room
the working group on standards|the youth delegates|an adviser to the mayor|the opening speaker|two research institutes
a lawyer from the region|librarians and archivists|the operators of the exchange point|the editors of the yearbook
a farmer who had come by train|teachers of three schools|the auditors|the committee of experts|a former judge
the translators|the hosts of the side event|those who run small networks|the data protection authority|a nurse
the union of cable workers|owners of repair shops|students of law|the ombudsman's office|the drafting team"""
)

DID = _phrases(
    """spoke at length about|asked for more attention to|laid out the next steps on|warned of setbacks in
shared what had been learnt about|thanked the hosts for their work on|put new questions about|set out a plan for
returned in the afternoon to|found common ground on|would not be drawn on|presented a survey of|took a cautious view of
reminded the audience of|stressed how much depends on|drew a map of|praised the patience behind|made a case for
counted the costs of|listed what is missing in|played down|admired|disputed|summed up|revisited|defended|doubted
shed light on|regretted the slow pace of|compared two ways of organising|handed in a paper on|dwelt upon"""
)

HOW = _phrases(
    """in a debate that ran past its hour|with examples from three regions|before lunch was called|in plain words
as had been agreed in the spring|and promised to publish the slides|though time was short|and found many nods
while others kept to prepared remarks|without naming anybody|in the closing session|to the surprise of some
after a short film|because the matter had been left open|and took questions from the floor|with a smile
as the rain fell on the roof of the hall|over coffee|to long applause|in a letter that was read aloud
with charts that few could read from the back|against the advice of the staff|once the microphones worked
in two languages at once|as the sun went down|and did not hide how much is still unknown|for the second time
so that nobody was left out|in answer to a question from the balcony|and left it at that"""
)

SAID = _phrases(
    """That matters more than it seems, {who} added|There is no quick answer, said {who}|Much remains open
The room was divided on this point|It is a slow business, {who} said|Nobody objected|A report is to follow
What follows from it is less clear|The notes of the session will be kept|The figures are in the annex
"We are not there yet," said {who}|"Ask those who pay for it," {who} replied|Little of that was news to {who}
Some of it has been tried before|Whoever wants to help may write to the organisers|Seats were few and went quickly
For {who} this was the real news of the day|The doors open at half past eight|Photographs may be used freely
A recording will be shown later|The talks go on next week behind closed doors|{who} nodded|Then the lights failed
Is that enough? {who} thought not|Readers may remember the last round|The budget is a different matter"""
)

ADJECTIVES = """
affordable ageing ambitious anonymous balanced binding biased blurred brittle broad candid careful central cheap
civic clumsy coastal common complex costly daily decent dense digital distant domestic dusty durable early
elastic endless equal erratic even fair faint familiar fast fibre final flexible foreign forgotten formal
fragile frank frequent fresh gentle global gradual handy hasty healthy hidden honest humble idle inland joint
junior keen late lasting lawful lean legal light lively local lone loose loud mature mild mobile modest mutual
narrow neutral noisy novel obscure odd open optional outdated painful patient patchy plain polite portable
private prompt public quiet rapid rare regional remote renewed rigid robust rural safe scarce secret seasonal
secure shared sharp short silent simple sincere slow small solid sound spare stable steady steep strict subtle
sudden tacit tender thin tidy timely tough trusted uneven unusual urban urgent useful vague valid vast viable
visible vivid vocal weak wide wired wireless worthy yearly
""".split()

NOUNS = """
access ambition antennas appeals archives audits backbones backups bandwidth barriers batteries benches bills
blackouts borders bottlenecks bridges briefings browsers budgets cables cameras captions censorship chapters
charters classrooms clinics codes complaints consent contracts courts credits crises customs dashboards
deadlines debts defaults devices diaries dictionaries dilemmas disputes donors drafts drones editors elections
encryption engines errors ethics evidence exports fees fibres filters firewalls forecasts forests formats forums
freight funds gateways glossaries grants guidelines habits handbooks harbours headlines hearings helplines
households identities incentives indices inquiries insurers invoices journals judgments keyboards kiosks
landlords languages laptops laws leaks ledgers lenders licences litigation loans logs magazines manuals maps
margins markets masts meters ministries modems morals motives museums networks newsrooms notices oversight
packages pamphlets parks passwords patents payments pensions petitions phones pilots platforms podcasts policies
ports prices printers prisons procurement profiles protocols quotas radios railways ransomware ratings receipts
records reforms refunds registers remedies repairs reporters requests reserves routers routines rumours
safeguards salaries samples sanctions satellites schedules schools seminars sensors servers shortages signals
software spectrum spyware standards statistics storage strikes subsidies suppliers surveys tariffs taxes
telegrams terminals thresholds timetables tools towers toolkits trade transcripts treaties trials trust tunnels
updates valleys vendors villages visas voters wages warnings watchdogs websites wells wires workshops youth
""".split()

VERBS = """
aggravate amend assist attract bewilder block bypass challenge clarify complicate conceal confirm connect crowd
curb define delay demand deter disrupt divide drain ease embrace enable endanger enrich erode expose favour feed
finance frustrate fuel govern guard guide hamper harm hasten hinder improve inform invite isolate justify limit
mend mirror mislead monitor multiply nourish obstruct outlast overlook overtake permit postpone predict
presuppose prevent promote protect question reassure recover reduce refine reflect regulate reinforce replace
reshape resist restore restrain reveal reward rival sharpen shelter shrink simplify spread squeeze stabilise
stimulate strain strengthen supplement support surprise survive sustain test threaten tolerate transform
undermine unite unsettle upset weaken widen withstand
""".split()

WHERE = _phrases(
    """along the coast|in border districts|at the edge of the city|in schools and libraries|across the region|at sea
wherever the grid is weak|in the courts|behind the scenes|in smaller languages|on old hardware|outside the capital
within a generation|among first-time users|in times of drought|after storms|on market days|during long campaigns
where roads end|under the new rules|in many a ministry|for those who work at night|from one season to the next"""
)
