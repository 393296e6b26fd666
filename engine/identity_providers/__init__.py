"""Talking with providers of identities by OpenID Connect; knows neither accounts nor database."""
