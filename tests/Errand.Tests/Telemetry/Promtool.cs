using System.Diagnostics;
using Errand.Tests.Hosting;

namespace Errand.Tests.Telemetry;

/// <summary>Prometheus's own judge of metrics, rules and their tests.</summary>
internal static class Promtool
{
    /// <summary>Names the program, which <c>./test</c> installs.</summary>
    private const string Variable = "ERRAND_TEST_PROMTOOL";

    /// <summary>What it says; it fails the test unless all is well.</summary>
    public static async Task<string> CheckAsync(string folder, string? input, params string[] args)
    {
        string? program = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(program) && Environment.GetEnvironmentVariable("CI") is not "true")
        {
            Assert.Skip($"{Variable} does not name promtool.");
        }

        using Process check = Process.Start(new ProcessStartInfo(program!, args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = check.StandardOutput.ReadToEndAsync(Waiting.Stop);
        Task<string> errors = check.StandardError.ReadToEndAsync(Waiting.Stop);
        await check.StandardInput.WriteAsync(input);
        check.StandardInput.Close();
        await check.WaitForExitAsync(Waiting.Stop).Soon();
        string said = await output + await errors;
        Assert.True(check.ExitCode == 0, said);
        return said;
    }
}
