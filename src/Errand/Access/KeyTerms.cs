namespace Errand.Access;

/// <summary>What a key is to be good for.</summary>
/// <param name="Name">Who its bearer is; 1 to 100 of the characters A-Z a-z 0-9 . _ -</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Lifetime">For how long; null: for ever.</param>
/// <param name="Rate">How many requests a second its bearer may send; null: as many as the setting says.</param>
/// <param name="Note">What it is for, for people; at most <see cref="TaskLimits.MaxNoteLength"/> characters.</param>
internal sealed record KeyTerms(string Name, Scopes Scopes, TimeSpan? Lifetime, double? Rate, string? Note);
