using System.Diagnostics;
using Errand.Dashboard.Tests.Servers;
using Errand.TestServers;

namespace Errand.Dashboard.Tests.Sources;

/// <summary>The scripts are JavaScript whose types stand in comments: here they are checked.</summary>
public sealed class ScriptTypeTests
{
    /// <summary>Names the compiler of TypeScript, which <c>./test</c> installs.</summary>
    private const string Variable = "ERRAND_TEST_TSC";

    private static readonly string Assets = Path.Combine(Repository.Root, "src", "Errand.Dashboard", "Assets");
    private static readonly string Around = Path.Combine(Repository.Root, "tests", "Errand.Dashboard.Tests", "Sources", "errand.d.ts");

    private static readonly string[] Options =
    [
        "--noEmit", "--allowJs", "--checkJs", "--strict", "--noUncheckedIndexedAccess", "--noImplicitReturns", "--target", "es2024",
        "--lib", "es2024,dom,dom.iterable", "--moduleDetection", "legacy", "--pretty", "false",
    ];

    [Fact]
    public async Task The_types_of_the_scripts_fit()
    {
        string? compiler = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(compiler) && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Skip($"{Variable} does not name the compiler of TypeScript.");
        }

        string[] scripts = [.. Directory.EnumerateFiles(Assets, "*.js").Order(StringComparer.Ordinal)];
        using Process check = Process.Start(new ProcessStartInfo("node", [compiler!, .. Options, Around, .. scripts])
        {
            WorkingDirectory = Assets,
            RedirectStandardOutput = true,
        })!;
        string faults = await check.StandardOutput.ReadToEndAsync(Waiting.Stop);
        await check.WaitForExitAsync(Waiting.Stop).Soon();

        Assert.Equal((0, ""), (check.ExitCode, faults));
    }
}
