"""How allauth and axes behave here: nobody signs themselves up, and second-factor secrets are sealed."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from joinedup.audit.master import derive
from joinedup.vault import crypto


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made for people, never by them."""

    error_messages = {  # noqa: RUF012  allauth's own name and shape
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email or the password is wrong. Check both and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before a second factor is changed, not before the first is set up just after signing in."""
        return is_mfa_enabled(self.request.user)


class MFAAdapter(DefaultMFAAdapter):
    """Seals the secrets of authenticator apps and recovery codes with a key derived from the master key."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(crypto.seal(derive("mfa"), text.encode(), "mfa")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(derive("mfa"), base64.b64decode(encrypted_text), "mfa").decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return authenticator.type != authenticator.Type.TOTP  # nothing turns the second factor off


def axes_username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the email a sign-in was tried with, so that guessing is counted per account."""
    given = credentials or {}
    return str(given.get("email") or given.get("username") or (request.POST.get("login", "") if request else "")).strip().lower()
