using System.Diagnostics;
using System.Globalization;

namespace Throughput;

/// <summary>Another task server, in a process that follows commands, one per line: <c>fill N</c> is answered by <c>filled SECONDS</c>,
/// <c>drain</c> by <c>drained SECONDS</c>.</summary>
/// <remarks>The process measures the seconds, so that stopping its worker does not count.</remarks>
internal abstract class PeerQueue : TaskQueue
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <param name="program">On the path, or with its folder.</param>
    /// <param name="args">Of the command line.</param>
    /// <param name="database">The address of the program's database, in its own format.</param>
    protected PeerQueue(string program, IEnumerable<string> args, string database)
    {
        _process = Process.Start(new ProcessStartInfo(program, args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PEER_DATABASE"] = database },
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Returns when it is ready for commands.</summary>
    public Task ReadyAsync() => AnswerAsync("ready");

    public override Task<TimeSpan> FillAsync(int count) =>
        AskAsync(string.Create(CultureInfo.InvariantCulture, $"fill {count}"), "filled ");

    public override Task<TimeSpan> DrainAsync() => AskAsync("drain", "drained ");

    public override async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
    }

    private async Task<TimeSpan> AskAsync(string line, string answer)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return TimeSpan.FromSeconds(double.Parse(await AnswerAsync(answer), CultureInfo.InvariantCulture));
    }

    /// <returns>The rest of the answer.</returns>
    private async Task<string> AnswerAsync(string start)
    {
        return await LineAsync(start) switch
        {
            null => throw new InvalidOperationException($"{Name} ended:\n{await _errors}"),
            var line when line.StartsWith(start, StringComparison.Ordinal) => line[start.Length..],
            var line => throw new InvalidOperationException($"{Name} answered \"{line}\" instead of \"{start}\"."),
        };
    }

    /// <returns>Null when it has ended.</returns>
    private async Task<string?> LineAsync(string expected)
    {
        try
        {
            return await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} did not answer \"{expected}\" within {Patience}.");
        }
    }
}
