using System.Security.Cryptography;
using System.Text.Json;

namespace Errand.Submitting;

/// <summary>What makes two submissions the same request: type, args bytes and options; not how long the client waits, nor the
/// route.</summary>
internal static class RequestHash
{
    public static byte[] Of(TaskType type, ReadOnlyMemory<byte> args, SubmitOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The options end with their own closing brace, so no byte of the args can pass for one of theirs.
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(
            new HashedOptions(type.Name, options.Queue, options.Priority, options.Delay, options.RunAt?.UtcTicks, options.TimeToLive,
                options.Timeout, options.MaxAttempts, options.Tags),
            HashedOptionsJson.Default.HashedOptions));
        hash.AppendData(args.Span);
        return hash.GetHashAndReset();
    }
}
