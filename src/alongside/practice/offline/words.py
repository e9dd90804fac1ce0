"""What the scripts say. They hold no words themselves, so that both languages stand in the catalogue."""

from __future__ import annotations

from django.utils.translation import gettext as _


def spoken() -> dict[str, str]:
    """Key -> words, in the language that is active. `{…}` is filled in by the script."""
    return {
        "noSignal": _("No signal."),
        "whatYouWrite": _("What you write waits here, locked, until you are back."),
        "writeHere": _("Write without signal"),
        "keptHere": _("Kept on this device at {at}, locked"),
        "keepsNothing": _(
            "This browser keeps nothing, as in a private window, or its storage is full. Leave this page open: your words are still in it. Send them once you have signal."
        ),
        "sentOne": _("What you wrote without signal was sent."),
        "sentMany": _("{count} notes you wrote without signal were sent, in order."),
        "looksNeeded": _("Some of what you wrote waits for a look from you."),
        "seeThem": _("See what waits"),
        "waitsOne": _("One note waits on this device"),
        "waitsMany": _("{count} notes wait on this device"),
        "nothingWaits": _("Nothing waits on this device"),
        "locked": _("Locked. They open once you are signed in with signal."),
        "ofAnother": _("Notes of another account wait here. They open once that person signs in."),
        "unreadable": _("Some notes here were made unreadable when this device was taken off your list."),
        "somebodyElse": _("Somebody else"),
        "write": _("Write note"),
        "change": _("Change"),
        "remove": _("Let go"),
        "removeSure": _("Tap once more to let it go for good"),
        "signedWaits": _("Signed, waits to be sent"),
        "draftWaits": _("A draft, waits to be sent"),
        "whose": _("Choose who it was with, and it is sent"),
        "another": _("A contact"),
        "signInToSend": _("You have signal. Sign in, and what waits is sent."),
        "signIn": _("Sign in"),
        "backToDay": _("Your day"),
        "clockFast": _("This device’s clock is {much} fast. Times here go by ours."),
        "clockSlow": _("This device’s clock is {much} slow. Times here go by ours."),
        "needsLine": _("Tick what you did, or write a line."),
        "needsWho": _("Say who it was with."),
        "needsTimes": _("Say the day, from when, and to when."),
        "notOpenToYou": _(
            "What waits here is of another account, or its place is no longer open to you. Nothing was sent; it stays here, locked."
        ),
        "savedHere": _("Kept here, locked. It is sent once you are back."),
    }
