using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Errand.Submitting;

/// <summary>What makes two submissions the same request: type, args bytes and options; not how long the client waits, nor the
/// route.</summary>
internal static class RequestHash
{
    public static byte[] Of(TaskType type, ReadOnlyMemory<byte> args, SubmitOptions options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, type.Name);
        foreach (TaskOption option in TaskOptions.All)
        {
            option.AppendTo(hash, options);
        }

        Append(hash, ""); // No option has this name: no byte of the args can pass for one of an option's.
        hash.AppendData(args.Span);
        return hash.GetHashAndReset();
    }

    public static void AppendValue<T>(IncrementalHash hash, T value)
    {
        switch (value)
        {
            case string text:
                Append(hash, text);
                break;
            case int number:
                Append(hash, number);
                break;
            case TimeSpan duration:
                Append(hash, duration.Ticks);
                break;
            case DateTimeOffset instant:
                Append(hash, instant.UtcTicks);
                break;
            case IReadOnlyList<string> names:
                Append(hash, names.Count);
                foreach (string name in names)
                {
                    Append(hash, name);
                }

                break;
            default:
                throw new NotSupportedException($"Options of the type {typeof(T)} have no hash.");
        }
    }

    /// <summary>With its length in front, so that two texts are never another two.</summary>
    public static void Append(IncrementalHash hash, string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Append(hash, utf8.Length);
        hash.AppendData(utf8);
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
