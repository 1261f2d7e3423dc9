"""Synthetic stories with known truth: invented countries, outlets and people, in varied wording.

What they do not cover: long features, opinion, live blogs, interviews, languages other than English, machine
translation, pronouns over several sentences, irony, speakers who change sides, and what real editors do to a text
beyond cutting, reordering, respelling and rewording it.
"""
