"""Is this an annual report? Whose, of which year, published when?"""
