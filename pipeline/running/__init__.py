"""How the plan is run, and how nothing of it is done twice.

`runs` goes through the stages: 1 to 3 in `spreading`, by `parts`, each done by `work`, which `guarding` keeps from harm
where a document breaks it; 4 in `histories`, by shares of the bodies; 5 in `publishing`. `engines` say in which
process. `results` keeps what was made and looks it up, `origins` tells by hashes what it was made from.

`claims_io` runs stage 4 alone, on claims of anybody's.
"""
