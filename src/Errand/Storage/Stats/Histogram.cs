using System.Buffers;
using System.Numerics;

namespace Errand.Storage.Stats;

/// <summary>How often a time was how long: in 32 ranges, each twice as wide as the one before. The first ends at 1 ms, the last one never
/// ends.</summary>
internal sealed class Histogram
{
    private const int Ranges = 32;

    /// <summary>What one count needs at most.</summary>
    private const int MostBytes = 10;

    private readonly long[] _counts = new long[Ranges];

    /// <summary>Null if the times are not known.</summary>
    public static Histogram? Read(byte[]? bytes)
    {
        if (bytes is null)
        {
            return null;
        }

        var histogram = new Histogram();
        for (int i = 0; i < bytes.Length;)
        {
            int range = Math.Min((int)bytes[i++], Ranges - 1);
            long count = 0;
            for (int shift = 0; i < bytes.Length && shift < 64; shift += 7)
            {
                byte part = bytes[i++];
                count |= (long)(part & 0x7f) << shift;
                if (part < 0x80)
                {
                    break;
                }
            }

            histogram._counts[range] += count;
        }

        return histogram;
    }

    /// <summary>Two histograms as one. May change <paramref name="sum"/>, and keeps nothing of <paramref name="other"/>.</summary>
    public static Histogram? Add(Histogram? sum, Histogram? other)
    {
        if (other is null)
        {
            return sum;
        }

        sum ??= new Histogram();
        for (int range = 0; range < Ranges; range++)
        {
            sum._counts[range] += other._counts[range];
        }

        return sum;
    }

    public void Add(TimeSpan time)
    {
        long milliseconds = Math.Max(0, (long)time.TotalMilliseconds);
        int range = milliseconds == 0 ? 0 : Math.Min(BitOperations.Log2((ulong)milliseconds) + 1, Ranges - 1);
        _counts[range]++;
    }

    /// <summary>The time that so large a share of all times does not exceed: at most twice or half of what it was, since only the range is
    /// known. Null without times.</summary>
    /// <param name="share">From 0 to 1.</param>
    public TimeSpan? Quantile(double share)
    {
        double left = _counts.Sum() * share;
        int last = Array.FindLastIndex(_counts, static count => count > 0);
        for (int range = 0; range <= last; range++)
        {
            long count = _counts[range];
            if (count > 0 && (left <= count || range == last))
            {
                double start = range == 0 ? 0 : Math.ScaleB(1, range - 1);
                double end = Math.ScaleB(1, range);
                return TimeSpan.FromMilliseconds(start + ((end - start) * Math.Clamp(left / count, 0, 1)));
            }

            left -= count;
        }

        return null;
    }

    /// <summary>The ranges that are not empty: the number of each, then its count in groups of seven bits, the lowest first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new ArrayBufferWriter<byte>(Ranges);
        for (int range = 0; range < Ranges; range++)
        {
            if (_counts[range] > 0)
            {
                Span<byte> next = bytes.GetSpan(1 + MostBytes);
                next[0] = (byte)range;
                bytes.Advance(1 + Write((ulong)_counts[range], next[1..]));
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <returns>How many bytes it needed.</returns>
    private static int Write(ulong count, Span<byte> bytes)
    {
        int length = 0;
        for (; count >= 0x80; count >>= 7)
        {
            bytes[length++] = (byte)(count | 0x80);
        }

        bytes[length++] = (byte)count;
        return length;
    }
}
