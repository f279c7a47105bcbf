using System.Text.Json;
using Errand.HistoryChecker;

namespace Errand.TortureServer;

/// <summary>What this process's runs did, in a file that a kill -9 does not take back.</summary>
internal sealed class RunHistory(HistoryWriter? writer)
{
    private static readonly string Handler = $"pid {Environment.ProcessId}";

    public static RunHistory FromEnvironment() =>
        new(Environment.GetEnvironmentVariable("TORTURE_HISTORY") is { Length: > 0 } folder ? new HistoryWriter(folder, "runs") : null);

    /// <summary>Records the first and the last line of a run.</summary>
    public async Task<string> RecordAsync(TaskContext context, Func<Task<string>> work)
    {
        writer?.Append(new RunStarted(context.Id.Value, context.Attempt, Handler, Environment.ProcessId));
        string result;
        try
        {
            result = await work();
        }
        catch (Exception e)
        {
            writer?.Append(
                new RunEnded(context.Id.Value, context.Attempt, e is OperationCanceledException ? RunEnd.Stopped : RunEnd.Threw));
            throw;
        }

        string hash = ResultHash.Of(JsonSerializer.SerializeToUtf8Bytes(result));
        writer?.Append(new RunEnded(context.Id.Value, context.Attempt, RunEnd.Returned, hash));
        return result;
    }
}
