using System.Security.Cryptography;

namespace Errand.HistoryChecker;

/// <summary>The hash that stands for a result's bytes in a history.</summary>
public static class ResultHash
{
    public static string Of(ReadOnlySpan<byte> result) => Convert.ToHexStringLower(SHA256.HashData(result));
}
