using Errand.Tests.Clients;
using Errand.Tests.Hosting;
using Errand.TestServers;

namespace Errand.Tests.Documentation;

/// <summary>Runs the programs of docs/clients.md in Python and TypeScript, and compares what they write with what the page says.</summary>
public sealed class ClientPageTests(ClientServer server) : IClassFixture<ClientServer>
{
    private const string Page = "docs/clients.md";

    [Fact]
    public async Task The_program_in_python_writes_what_the_page_says()
    {
        (string program, string output) = SampleIn("python");
        string? seen = await Script.RunAsync(
            "python3", Path.GetTempPath(), ["-c", program], ("PYTHONPATH", Path.Combine(Repository.Root, "clients")),
            ("PYTHONDONTWRITEBYTECODE", "1"));
        Assert.SkipWhen(seen is null, "python3 is not installed.");

        Assert.Equal(output, seen);
    }

    [Fact]
    public async Task The_program_in_typescript_writes_what_the_page_says()
    {
        Assert.SkipWhen(NodeProject.Missing is not null, NodeProject.Missing ?? "");
        (string program, string output) = SampleIn("ts");
        using var project = new NodeProject();
        project.Add("paths.ts", await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "tests", "Errand.Tests", "Clients", "paths.ts"), Waiting.Stop));
        project.Add("main.ts", program);
        await project.CompileAsync();

        Assert.Equal(output, await project.RunAsync("main.js").Soon());
    }

    /// <summary>The only block of a language, with the address of a server in it, and the block of what it writes.</summary>
    private (string Program, string Output) SampleIn(string language)
    {
        List<CodeBlock> blocks = [.. Documents.CodeBlocks(Page)];
        CodeBlock program = Assert.Single(blocks, block => block.Language == language);
        CodeBlock output = blocks[blocks.IndexOf(program) + 1];
        Assert.Equal("text", output.Language);
        return (program.Text.Replace("http://localhost:5000", server.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal), output.Text + "\n");
    }
}
