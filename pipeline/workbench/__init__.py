"""For those who write rules: what the rules do, and how well they read.

`usage` counts where each rule is found; `findings` are what the stages find in a document, `gold` is what a person
found there, `evaluate` compares. Gold is made by `goldfiles`: of what was accepted, or of what was sent to an
annotation tool by `annotating` and came back by `annotated`. `teaching` makes the classifier's weights of lessons.
"""
