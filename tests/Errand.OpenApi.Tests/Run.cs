using System.Diagnostics;
using Errand.TestServers;

namespace Errand.OpenApi.Tests;

/// <summary>Runs a program to its end.</summary>
internal static class Run
{
    /// <summary>Fails with what the program says unless it succeeds.</summary>
    public static async Task SucceedAsync(string program, string folder, string[] arguments, params (string Name, string Value)[] settings)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach ((string name, string value) in settings)
        {
            process.StartInfo.Environment[name] = value;
        }

        var output = new ProcessOutput();
        process.OutputDataReceived += (_, line) => output.Add(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Add(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(Patience.Limit);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, output.Text);
    }
}
