"""Who may sign in: the account, its password, its second factor, and the lockout that guards them.

An account says who somebody is and nothing else. What they may see and do comes from their roles (`people`), which
are dated and belong to an agency or a board; so an account carries neither, the one table that does not.
"""
