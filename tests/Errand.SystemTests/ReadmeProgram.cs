namespace Errand.SystemTests;

/// <summary>README's program in one file, built once for all tests that start it. Two builds at once would collide.</summary>
public sealed class ReadmeProgram : IAsyncLifetime
{
    /// <summary>Of the collection of tests that build or start it.</summary>
    public const string Collection = "README's program";

    /// <summary>Nothing that a build starts may stay behind.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> BuildSettings =
    [
        ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"),
    ];

    public static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    private readonly TestFolder _folder = new();

    /// <summary>Of this working copy instead of a clone beside the file.</summary>
    public static string Source { get; } = Read().Replace("errand/src/Errand", $"{Repository.Root}/src/Errand", StringComparison.Ordinal);

    public string Dll => _folder.File("out/add.dll");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_folder.File("add.cs"), Source);
        await using var build = ServerProcess.Launch(
            "dotnet", _folder.Path, ["build", "add.cs", "-o", "out"], [.. BuildSettings, ("LC_ALL", "C")]);
        Assert.True(await build.ExitAsync(BuildLimit) == 0, build.Output.Text + build.Errors.Text);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Read()
    {
        const string Start = "<!-- sample: FirstProgram.cs program -->\n```csharp\n";
        string page = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        int start = page.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
