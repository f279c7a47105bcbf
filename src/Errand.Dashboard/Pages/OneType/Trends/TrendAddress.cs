namespace Errand.Dashboard.Pages.OneType.Trends;

/// <summary>What is chosen to be drawn.</summary>
/// <param name="Type">The name of the type.</param>
public sealed record TrendAddress(string Type)
{
    public const string Outcome = "outcome";

    public const string Tag = "tag";

    /// <summary>The member of the summary; null: the first one with numbers.</summary>
    public string? Y { get; init; }

    /// <summary>What it is drawn over: the creation, or an argument.</summary>
    public string X { get; init; } = TrendAxis.Created.Path;

    /// <summary>What gives points their colour: <see cref="Outcome"/> or <see cref="Tag"/>.</summary>
    public string Colour { get; init; } = Outcome;

    /// <summary>Which tasks.</summary>
    public string Search { get; init; } = "";

    /// <summary>Without the base.</summary>
    public override string ToString() => $"/types/{Type}?tab=trend" + string.Concat(
        Part("y", Y),
        Part("x", X == TrendAxis.Created.Path ? null : X),
        Part("colour", Colour == Outcome ? null : Colour),
        Part("q", Search));

    /// <summary>Where the API has the values, without the base.</summary>
    public string Values(TrendAxis y) =>
        $"/v1/types/{Type}/values?y={Uri.EscapeDataString(y.Path)}{Part("x", X)}{Part("q", Search)}";

    private static string Part(string name, string? value) =>
        string.IsNullOrEmpty(value) ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
