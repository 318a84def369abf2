"""Who goes where and when: weeks first, then people, each with proof of how good the plan is.

`shape` is what is asked, `plan` what is answered; `planning.plan_round` answers, `checker.check_plan` reads every hard rule again.
"""
