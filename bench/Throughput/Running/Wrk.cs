using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Throughput;

/// <summary>Load over HTTP by wrk: connections, each of which sends the next request when the last one is answered.</summary>
internal static partial class Wrk
{
    private const string Program = "wrk";

    /// <summary>No-ops per second. Fails when one of them was not answered 2xx.</summary>
    /// <param name="address">Where a web process takes them.</param>
    /// <param name="span">How long.</param>
    /// <param name="key">None unless the server asks for one.</param>
    public static Task<double> RunAsync(Uri address, TimeSpan span, string? key = null) => RunAsync(address, TaskLoad.Noop, span, key);

    /// <summary>How many reads were answered. Fails when one of them was not answered 2xx.</summary>
    public static async Task<long> ReadAsync(Uri address, TimeSpan span, string? key)
    {
        string output = await OutputAsync(address, TaskLoad.Noop, span, HeaderOf(key));
        Rate(output);
        return long.Parse(Requests().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Submits per second. Fails when one of them was not answered 2xx.</summary>
    public static Task<double> SubmitAsync(Uri web, TaskLoad load, TimeSpan span) =>
        RunAsync(new Uri(web, $"/v1/types/{load.TaskType}/tasks"), load, span);

    private static async Task<double> RunAsync(Uri address, TaskLoad load, TimeSpan span, string? key = null) => Rate(await OutputAsync(
        address,
        load,
        span,
        $$"""
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.body = '{{load.Args}}'
        {{HeaderOf(key)}}
        """));

    private static string HeaderOf(string? key) => key is null ? "" : $"""wrk.headers["X-Api-Key"] = "{key}" """;

    private static async Task<string> OutputAsync(Uri address, TaskLoad load, TimeSpan span, string script)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, script);
        try
        {
            return await OutputAsync(
            [
                "-t1", string.Create(CultureInfo.InvariantCulture, $"-c{load.Connections}"),
                string.Create(CultureInfo.InvariantCulture, $"-d{span.TotalSeconds:0}s"),
                "--timeout", string.Create(CultureInfo.InvariantCulture, $"{load.Patience.TotalSeconds:0}s"), "-s", file,
                address.AbsoluteUri,
            ]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> OutputAsync(string[] args)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Program, args) { RedirectStandardOutput = true })!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return output;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException("wrk is not installed: apt-get install wrk", e);
        }
    }

    private static double Rate(string output) =>
        RateLine().Match(output) is { Success: true } rate && !output.Contains("Non-2xx", StringComparison.Ordinal) && !output.Contains(
            "Socket errors", StringComparison.Ordinal)
            ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Not every request was answered well:\n{output}");

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex RateLine();

    [GeneratedRegex(@"([0-9]+) requests in ")]
    private static partial Regex Requests();
}
