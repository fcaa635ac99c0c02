"""How the plan is run, and how nothing of it is done twice.

`runs` takes a stage's work part by part (`parts`), `engines` say in which process, `work` does a part, `guarding` each
document in it, `histories` a share of the bodies; `results` looks up what was made. `origins` tells by hashes what it
was made from. `claims_io` runs stage 4 alone, on claims of anybody's.
"""
