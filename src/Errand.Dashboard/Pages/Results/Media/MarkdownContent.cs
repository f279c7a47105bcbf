using Markdig.Syntax;

namespace Errand.Dashboard.Pages.Results.Media;

/// <summary>Markdown, read.</summary>
/// <param name="Document">What it says.</param>
/// <param name="Text">The address at which it is shown as it is written.</param>
/// <param name="IsCut">Whether it is only the beginning.</param>
/// <param name="Raw">The address of all of it, without the base.</param>
public sealed record MarkdownContent(MarkdownDocument Document, string Text, bool IsCut, string Raw) : ViewContent;
