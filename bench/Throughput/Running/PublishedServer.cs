using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Throughput;

/// <summary>The quickstart as it is deployed.</summary>
internal sealed class PublishedServer
{
    private const string Project = "Quickstart";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly string _program;

    private PublishedServer(string form, string folder)
    {
        Form = form;
        _program = Path.Combine(folder, Project);
    }

    /// <summary>For the table.</summary>
    public string Form { get; }

    /// <summary>As <c>dotnet publish</c> creates it: compiled ahead of time.</summary>
    public static Task<PublishedServer> PublishAsync(string folder) => PublishAsync("as published", Path.Combine(folder, "ahead"));

    /// <summary>Compiled at run time, like a build.</summary>
    public static Task<PublishedServer> PublishWithoutCodeAsync(string folder) => PublishAsync(
        "without ReadyToRun", Path.Combine(folder, "plain"), "-p:PublishReadyToRun=false");

    /// <summary>Starts it with all roles and stops it.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="database">As <c>DATABASE_URL</c> takes it.</param>
    /// <returns>How long it took until it was ready.</returns>
    public async Task<TimeSpan> StartAsync(string folder, string database)
    {
        string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Find()}");
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        long start = Stopwatch.GetTimestamp();
        await using var server = ServerProcess.Launch(_program, folder, [], [("ASPNETCORE_URLS", address), ("DATABASE_URL", database)]);
        // Ready when it says so: each refused connection is an exception, and polling took a fifth of a start on PostgreSQL.
        await server.StartedAsync();
        while (!await IsReadyAsync(http))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience.Limit)
            {
                throw new InvalidOperationException($"The server did not get ready.\n{server.Output.Text}\n{server.Errors.Text}");
            }

            await Task.Delay(Pause);
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        await server.SignalAsync(Signal.Terminate);
        await server.ExitAsync();
        return took;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        using HttpResponseMessage answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private static async Task<PublishedServer> PublishAsync(string form, string folder, params string[] options)
    {
        string output = Path.Combine(folder, "server");
        await Console.Error.WriteLineAsync($"    dotnet publish samples/{Project}, {form} …");
        using Process publish = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "publish", Path.Combine(Repository.Root, "samples", Project), "-c", "Release", "-o", output, "--artifacts-path",
                Path.Combine(folder, "build"),
                // No process of the build may stay and take time from the measurement.
                "-nodeReuse:false", "-p:UseSharedCompilation=false", .. options,
            ])
        {
            RedirectStandardOutput = true,
        })!;
        string said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? new PublishedServer(form, output)
            : throw new InvalidOperationException($"dotnet publish failed:\n{said}");
    }
}
