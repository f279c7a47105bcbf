using System.Buffers;
using System.Security.Cryptography;
using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Handler.Running;

/// <summary>Stores results that are too large for the row of their outcome, part by part: no commit carries much, and other outcomes are
/// recorded meanwhile.</summary>
/// <param name="store">Where they are stored.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it reports trouble.</param>
/// <param name="abandonToken">Fires when the process must end although the store is away.</param>
internal sealed class LargeResults(IRunStore store, TimeProvider time, ILogger logger, CancellationToken abandonToken)
{
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromMilliseconds(250);

    public static bool IsLarge(FinishRequest request) => request.Result.Length > ResultParts.MaxInRow;

    /// <summary>Returns when all of it is stored.</summary>
    /// <exception cref="OperationCanceledException">The process ends before it could be stored.</exception>
    public async Task<BlobId> StoreAsync(ReadOnlySequence<byte> result)
    {
        byte[] hash = HashOf(result);
        while (true)
        {
            if (await TryStoreAsync(result, hash) is { } blob)
            {
                return blob;
            }
        }
    }

    /// <returns>Null when what was stored first was deleted before the rest came.</returns>
    private async Task<BlobId?> TryStoreAsync(ReadOnlySequence<byte> result, byte[] hash)
    {
        BlobId? blob = null;
        for (int first = 0; (long)first * ResultParts.Size < result.Length; first += ResultParts.MaxAtOnce)
        {
            ReadOnlySequence<byte> rest = result.Slice((long)first * ResultParts.Size);
            ReadOnlySequence<byte> parts = rest.Slice(0, Math.Min(rest.Length, ResultParts.MaxBytesAtOnce));
            blob = await SendAsync(new PartsRequest(blob, first, parts, result.Length, hash));
            if (blob is null)
            {
                return null;
            }
        }

        return blob;
    }

    private async Task<BlobId?> SendAsync(PartsRequest parts)
    {
        while (true)
        {
            try
            {
                return await store.StorePartsAsync(parts).WaitAsync(abandonToken);
            }
            catch (Exception e)
            {
                abandonToken.ThrowIfCancellationRequested();
                logger.PartsNotWritten(e);
            }

            await Task.Delay(PauseAfterTrouble * (0.5 + Random.Shared.NextDouble()), time, abandonToken);
        }
    }

    private static byte[] HashOf(in ReadOnlySequence<byte> result)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ReadOnlyMemory<byte> piece in result)
        {
            hash.AppendData(piece.Span);
        }

        return hash.GetHashAndReset();
    }
}
