using System.Text.Json;
using Errand;
using HistoryChecker;

namespace TortureServer;

/// <summary>What this process's runs did, in a file that a kill -9 does not take back.</summary>
internal sealed class RunHistory(HistoryWriter? writer)
{
    private static readonly string Handler = $"pid {Environment.ProcessId}";

    public static RunHistory FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("TORTURE_HISTORY") is { Length: > 0 } folder ? new HistoryWriter(folder, "runs") : null);

    /// <summary>Records the first and the last line of a run. The result is the key.</summary>
    public async Task<string> RecordAsync(string key, int ms, TaskContext context, CancellationToken cancellationToken)
    {
        writer?.Append(new RunStarted(context.Id.Value, context.Attempt, Handler, Environment.ProcessId));
        try
        {
            await Task.Delay(ms, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            writer?.Append(new RunEnded(context.Id.Value, context.Attempt, RunEnd.Stopped));
            throw;
        }

        string hash = ResultHash.Of(JsonSerializer.SerializeToUtf8Bytes(key));
        writer?.Append(new RunEnded(context.Id.Value, context.Attempt, RunEnd.Returned, hash));
        return key;
    }
}
