namespace Errand.Dashboard.Pages.Results.Media;

/// <summary>A text, as it is.</summary>
/// <param name="Text">The text, or its beginning.</param>
/// <param name="IsCut">Whether it goes on.</param>
/// <param name="Raw">The address of all of it, without the base.</param>
/// <param name="Drawn">The address at which it is shown as Markdown; null: it is not Markdown.</param>
public sealed record TextContent(string Text, bool IsCut, string Raw, string? Drawn = null) : ViewContent;
