namespace Errand.Dashboard.Tests.Servers;

/// <summary>A result whose type says what its texts are.</summary>
internal sealed record Report(
    [property: MediaType("text/markdown")] string Text,
    [property: MediaType("image/svg+xml")] string Sketch,
    [property: MediaType("image/png")] byte[] Picture);
