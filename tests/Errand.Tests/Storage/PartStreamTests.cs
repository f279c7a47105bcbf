using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Shared;

namespace Errand.Tests.Storage;

/// <summary>Results are read in pieces of four parts.</summary>
public sealed class PartStreamTests : IDisposable
{
    private const int Part = ResultParts.Size;

    private static readonly byte[] Content = [.. Enumerable.Range(0, (17 * Part) + 5).Select(i => (byte)(i * 7 / 5))];

    private readonly Parts _stream = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_that_reads_on_finds_the_next_piece_read()
    {
        await ReadToAsync(4 * Part);
        Assert.Equal([0], _stream.Begun);
        await ReadToAsync((4 * Part) + 1);
        await _stream.BegunAsync(8);
        await ReadToAsync((8 * Part) + 1);
        await _stream.BegunAsync(12);
        await ReadToAsync(Content.Length);
        Assert.Equal([0, 4, 8, 12, 16], _stream.Begun);
    }

    [Fact]
    public async Task A_reader_that_jumps_finds_one_part_read()
    {
        await ReadToAsync(4 * Part);
        _stream.Position = (9 * Part) + 3;
        await ReadToAsync((9 * Part) + 4);
        _stream.Position = Part;
        await ReadToAsync(Part + 1);
        Assert.Equal([0, 9, 1], _stream.Begun);
    }

    [Fact]
    public async Task A_reader_that_jumps_away_from_what_is_read_in_advance_finds_the_right_bytes()
    {
        await ReadToAsync((4 * Part) + 1);
        _stream.Position = (14 * Part) + 1;
        await ReadToAsync((14 * Part) + 100);
        _stream.Position = 8 * Part;
        await ReadToAsync(Content.Length);
    }

    /// <summary>Nobody waits for it then, and it may be over when somebody does.</summary>
    [Fact]
    public async Task What_could_not_be_read_in_advance_is_read_again()
    {
        _stream.Failing = 8;
        await ReadToAsync((4 * Part) + 1);
        await _stream.BegunAsync(8);
        await ReadToAsync(8 * Part);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => ReadToAsync((8 * Part) + 1));
        _stream.Failing = null;
        await ReadToAsync(Content.Length);
    }

    [Fact]
    public async Task What_a_cancelled_reader_had_read_in_advance_does_not_disturb_the_next_one()
    {
        using var cancel = new CancellationTokenSource();
        _stream.Held = new TaskCompletionSource();
        await ReadToAsync(4 * Part);
        await _stream.ReadExactlyAsync(new byte[1], cancel.Token);
        await _stream.BegunAsync(8);
        await cancel.CancelAsync();
        await ReadToAsync(Content.Length);
    }

    [Fact]
    public async Task A_stream_that_is_closed_waits_for_what_is_read_in_advance()
    {
        var held = new TaskCompletionSource();
        await ReadToAsync(4 * Part);
        _stream.Held = held;
        await ReadToAsync((4 * Part) + 1);
        await _stream.BegunAsync(8);
        ValueTask closing = _stream.DisposeAsync();
        Assert.False(closing.IsCompleted);
        held.SetResult();
        await closing;
    }

    public void Dispose() => _stream.Dispose();

    private async Task ReadToAsync(int end)
    {
        int start = (int)_stream.Position;
        byte[] bytes = new byte[end - start];
        await _stream.ReadExactlyAsync(bytes, Stop);
        Assert.True(Content.AsSpan(start..end).SequenceEqual(bytes));
    }

    /// <summary>The parts of <see cref="Content"/>.</summary>
    private sealed class Parts() : PartStream(new BlobId(1), Content.Length)
    {
        private readonly Dictionary<int, TaskCompletionSource> _begun = [];
        private readonly List<int> _order = [];

        /// <summary>The first parts of the reads that have begun.</summary>
        public IEnumerable<int> Begun => _order;

        /// <summary>A read that begins with this part fails.</summary>
        public int? Failing { get; set; }

        /// <summary>The next read that begins with the eighth part waits for it.</summary>
        public TaskCompletionSource? Held { get; set; }

        public Task BegunAsync(int first) => SignalOf(first).Task.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        public override Stream OpenAgain() => new Parts();

        protected override async Task<int> ReadPartsAsync(int first, int end, byte[] buffer, CancellationToken cancellationToken)
        {
            lock (_begun)
            {
                _order.Add(first);
            }

            SignalOf(first).TrySetResult();
            if (first == 8 && Held is { } held)
            {
                Held = null;
                await held.Task.WaitAsync(cancellationToken);
            }

            if (first == Failing)
            {
                throw new StoreUnavailableException("As it must.");
            }

            ReadOnlySpan<byte> bytes = Content.AsSpan(first * Part, Math.Min(Content.Length, end * Part) - (first * Part));
            bytes.CopyTo(buffer);
            return bytes.Length;
        }

        private TaskCompletionSource SignalOf(int first)
        {
            lock (_begun)
            {
                return _begun.TryGetValue(first, out TaskCompletionSource? signal) ? signal
                    : _begun[first] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
