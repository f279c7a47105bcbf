using System.Buffers;

namespace Errand.Storage.Messages;

/// <summary>Some parts of a result that is too large for the row of its outcome.</summary>
/// <param name="Blob">Where they belong; null with the first ones, which begin a new blob.</param>
/// <param name="First">The number of the first of them: 0, and then each one more than the last that was sent.</param>
/// <param name="Data">UTF-8 JSON, at most <see cref="ResultParts.MaxBytesAtOnce"/>: whole parts of <see cref="ResultParts.Size"/>, but for the
/// last one of the result.</param>
/// <param name="TotalBytes">The size of the whole result.</param>
/// <param name="Sha256">The SHA-256 of the whole result.</param>
internal sealed record PartsRequest(
    BlobId? Blob, int First, ReadOnlySequence<byte> Data, long TotalBytes, ReadOnlyMemory<byte> Sha256);
