namespace Errand.Lists;

/// <summary>What completions are wanted for.</summary>
/// <param name="Field">One of <see cref="Suggestions.Fields"/>, or <c>args.PATH</c>.</param>
/// <param name="Type">Of tasks of this type; null: of any.</param>
/// <param name="Prefix">What each of them begins with.</param>
/// <param name="Limit">At most so many.</param>
internal sealed record SuggestRequest(string Field, string? Type, string Prefix, int Limit);
