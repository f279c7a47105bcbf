namespace Errand.Dashboard.Pages.Results;

/// <summary>What the view or its address asks for is not there.</summary>
/// <param name="Sentence">Says what is missing.</param>
public sealed record MissingContent(string Sentence) : ViewContent;
