using System.Buffers;
using Errand.Binding;
using Errand.Binding.Values;
using Errand.Types;

namespace Errand.Tests.Binding;

public sealed class ResultBufferTests
{
    private const int Chunk = TaskLimits.ResultPartBytes;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_written_in_any_steps_is_there_in_chunks_of_one_size(int seed)
    {
        var random = new Random(seed);
        byte[] written = new byte[(3 * Chunk) + random.Next(Chunk)];
        random.NextBytes(written);
        var buffer = new ResultBuffer(int.MaxValue);
        for (int at = 0; at < written.Length;)
        {
            int asked = random.Next(4) switch { 0 => 0, 1 => random.Next(100), 2 => random.Next(10_000), _ => random.Next(2 * Chunk) };
            Span<byte> space = buffer.GetSpan(asked);
            Assert.True(space.Length >= Math.Max(1, asked));
            int count = Math.Min(random.Next(space.Length + 1), written.Length - at);
            written.AsSpan(at, count).CopyTo(space);
            buffer.Advance(count);
            at += count;
        }

        Assert.True(buffer.Written.ToArray().AsSpan().SequenceEqual(written));
        int[] sizes = [.. Sizes(buffer.Written)];
        Assert.All(sizes[..^1], size => Assert.Equal(Chunk, size));
        Assert.Equal(written.Length - (3 * Chunk), sizes[^1]);
    }

    [Fact]
    public void Nothing_is_an_empty_sequence() => Assert.Equal(0, new ResultBuffer(10).Written.Length);

    [Fact]
    public void A_small_result_stands_in_a_small_array()
    {
        var buffer = new ResultBuffer(int.MaxValue);
        Assert.InRange(buffer.GetMemory(10).Length, 10, 1024);
        buffer.Advance(10);
        Assert.True(buffer.Written.IsSingleSegment);
    }

    [Theory]
    [InlineData(Chunk)]
    [InlineData(Chunk + 100)]
    public void A_chunk_too_many_is_an_invalid_result(int max)
    {
        var buffer = new ResultBuffer(max);
        for (int written = 0; written < max; written += 100)
        {
            buffer.GetSpan(100);
            buffer.Advance(Math.Min(100, max - written));
        }

        buffer.GetSpan(1);
        Assert.Throws<InvalidResultException>(() => buffer.Advance(1));
    }

    [Fact]
    public void One_value_that_cannot_fit_is_refused_before_there_is_room_for_it()
    {
        var buffer = new ResultBuffer(Chunk);
        buffer.GetSpan(100);
        buffer.Advance(100);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidResultException>(() => buffer.GetSpan(100 * Chunk));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Chunk);
        // What may have been asked for too generously is not: a text of one-byte characters.
        Assert.True(buffer.GetSpan(3 * (Chunk - 100)).Length >= 3 * (Chunk - 100));
        buffer.Advance(Chunk - 100);
        Assert.Equal(Chunk, buffer.Written.Length);
    }

    [Fact]
    public async Task A_text_far_over_the_limit_is_not_written_down_first()
    {
        string text = new('a', 20_000_000);
        var writer = new ResultWriter(typeof(string), new TaskSerializer(), 4096);
        await Assert.ThrowsAsync<InvalidResultException>(() => writer.WriteAsync(text, CancellationToken.None).AsTask());
        long before = GC.GetAllocatedBytesForCurrentThread();

        ValueTask<ReadOnlySequence<byte>> write = writer.WriteAsync(text, CancellationToken.None);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        await Assert.ThrowsAsync<InvalidResultException>(() => write.AsTask());
    }

    private static IEnumerable<int> Sizes(ReadOnlySequence<byte> sequence)
    {
        foreach (ReadOnlyMemory<byte> piece in sequence)
        {
            yield return piece.Length;
        }
    }
}
