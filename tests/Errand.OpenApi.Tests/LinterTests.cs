namespace Errand.OpenApi.Tests;

/// <summary>What linters find in the document: nothing, by their strictest rules.</summary>
public sealed class LinterTests(ExampleServer server)
{
    [Fact]
    public Task Redocly_finds_nothing() => NodeTool.SucceedAsync(
        "@redocly/cli/bin/cli.js", "lint", server.Document, "--config", NodeTool.File("redocly.yaml"), "--max-problems", "20");

    [Fact]
    public Task Spectral_finds_nothing() => NodeTool.SucceedAsync(
        "@stoplight/spectral-cli/dist/index.js", "lint", server.Document, "--ruleset", NodeTool.File("spectral.yaml"), "--fail-severity",
        "hint");
}
