namespace Errand.Lists;

/// <summary>Which values of summaries are wanted.</summary>
/// <param name="Type">Of tasks of this type.</param>
/// <param name="X">What they are shown over: <see cref="CreatedAt"/>, or an argument as <c>args.PATH</c>.</param>
/// <param name="Y">The member of the summary: a JSON Pointer without its first slash.</param>
/// <param name="Terms">Which of the tasks.</param>
/// <param name="Limit">At most so many.</param>
internal sealed record ValueRequest(string Type, string X, string Y, IReadOnlyList<SearchTerm> Terms, int Limit)
{
    public const int MaxLimit = 5000;

    public const string CreatedAt = "createdAt";

    /// <summary>For people.</summary>
    public const string Axes = "createdAt or args.NAME";

    private const string Args = "args.";

    public static bool IsAxis(string text) =>
        text == CreatedAt || (text.Length > Args.Length && text.StartsWith(Args, StringComparison.Ordinal));

    /// <summary>Where the argument is that the values are shown over; null for none.</summary>
    public string[]? ArgsSteps => X == CreatedAt ? null : MemberPath.Steps(X[Args.Length..]);
}
