using System.ComponentModel;
using System.Diagnostics;

namespace Errand.TestServers;

/// <summary>Runs a program that this machine may have, and returns what it wrote.</summary>
public static class Script
{
    /// <summary>Null when the machine does not have the program, which a machine of continuous integration must.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; the message has what it wrote.</exception>
    public static async Task<string?> RunAsync(
        string program, string folder, IEnumerable<string> args, params IEnumerable<(string Name, string Value)> environment)
    {
        using Process? process = Start(program, folder, args, environment);
        if (process is null)
        {
            return null;
        }

        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(2 * Patience.Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end. It wrote:\n{await output}\n{await errors}");
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}. It wrote:\n{await output}\n{await errors}");
    }

    private static Process? Start(
        string program, string folder, IEnumerable<string> args, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") is not "true")
        {
            return null;
        }
    }
}
