using System.Text;
using Errand.Storage;
using Errand.Storage.Messages;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>Results that are too large for the row of their outcome.</summary>
public abstract partial class TaskStoreConformance
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(1)]
    [InlineData(64 << 10)]
    public async Task A_small_result_is_streamed_byte_for_byte(int size)
    {
        string result = Encoding.UTF8.GetString(ResultOf(size));
        TaskId id = await Store.SubmitAsync(NewTask());
        Assert.Null(await Store.OpenResultAsync(id, Stop));
        await Store.FinishAsync(await Store.ClaimOneAsync(await Store.StartHandlerAsync()), Disposition.Succeeded, result);

        Assert.Equal(result, Encoding.UTF8.GetString(await ReadAsync(id)));
        Assert.Equal(result, (await Store.FindAsync(id, size, Stop))!.Result!.Value.Text());
    }

    [Theory]
    [InlineData((64 << 10) + 1)]
    [InlineData(256 << 10)]
    [InlineData((256 << 10) + 1)]
    [InlineData((4 << 20) + 17)]
    [InlineData((9 << 20) - 1)]
    public async Task A_large_result_is_streamed_byte_for_byte(int size)
    {
        byte[] result = ResultOf(size);
        TaskId id = await FinishInPartsAsync(result);

        TaskRecord task = await Store.ViewAsync(id);
        Assert.Equal((OutcomeState.Succeeded, null, (long)size), (task.Outcome, task.Result, task.ResultBytes));
        AssertSame(result, await ReadAsync(id));
        AssertSame(result, (await Store.FindAsync(id, size, Stop))!.Result!.Value);
        Assert.Null((await Store.FindAsync(id, size - 1, Stop))!.Result);
    }

    [Fact]
    public async Task A_large_result_is_read_from_any_place()
    {
        byte[] result = ResultOf((3 << 20) + 12_345);
        TaskId id = await FinishInPartsAsync(result);
        await using Stream? stream = await Store.OpenResultAsync(id, Stop);
        var random = new Random(7);
        byte[] buffer = new byte[1000];
        int[] places =
            [result.Length - 1, 0, 256 << 10, (256 << 10) - 1, .. Enumerable.Range(0, 50).Select(_ => random.Next(result.Length))];
        foreach (int at in places)
        {
            Assert.Equal(at, stream!.Seek(at, SeekOrigin.Begin));
            int count = Math.Min(buffer.Length, result.Length - at);
            await stream.ReadExactlyAsync(buffer.AsMemory(0, count), Stop);
            AssertSame(result.AsMemory(at, count), buffer.AsMemory(0, count));
        }

        Assert.Equal(result.Length - 10, stream!.Seek(-10, SeekOrigin.End));
        Assert.Equal(result.Length + 5, stream.Seek(15, SeekOrigin.Current));
        Assert.Equal(0, await stream.ReadAsync(buffer, Stop));
    }

    [Fact]
    public async Task A_result_that_belongs_in_parts_is_not_stored_in_a_row()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        FinishAnswer answer = await Store.FinishAsync(
            await Store.ClaimOneAsync(await Store.StartHandlerAsync()), Disposition.Succeeded, new string('1', (64 << 10) + 1));
        Assert.Equal(OutcomeState.Failed, answer.Outcome);
        Assert.Equal(TaskErrorKind.InvalidResult, (await Store.ViewAsync(id)).Error!.Kind);
    }

    [Fact]
    public async Task Parts_and_their_finish_are_safe_to_send_again()
    {
        byte[] result = ResultOf(6 << 20);
        TaskId id = await Store.SubmitAsync(NewTask());
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        BlobId? blob = null;
        foreach (PartsRequest parts in Parts(result))
        {
            blob = await Store.StorePartsAsync(parts with { Blob = blob });
            Assert.Equal(blob, await Store.StorePartsAsync(parts with { Blob = blob }));
        }

        Assert.Equal(FinishVerdict.Applied, (await Store.FinishAsync(claim, blob!.Value)).Verdict);
        Assert.Equal(FinishVerdict.Already, (await Store.FinishAsync(claim, blob.Value)).Verdict);
        AssertSame(result, await ReadAsync(id));
    }

    [Fact]
    public async Task A_large_result_goes_with_its_task()
    {
        TaskId id = await FinishInPartsAsync(ResultOf(6 << 20), TimeSpan.FromHours(3));
        Time.Advance(Patience * 2);
        await SweepAsync();
        Assert.Equal(6 << 20, (await ReadAsync(id)).Length);
        await using Stream? open = await Store.OpenResultAsync(id, Stop);
        Time.Advance(Patience);
        Assert.Null(await Store.OpenResultAsync(id, Stop));

        // 24 parts, 4 at a time.
        Assert.Equal(new DeleteExpiredAnswer(1, 0, 0, true, TimeSpan.Zero), await Store.DeleteExpiredAsync(10));
        await SweepAsync();

        Assert.Equal(0, await CountRowsAsync());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => open!.CopyToAsync(Stream.Null, Stop));
    }

    [Fact]
    public async Task Parts_that_no_finish_names_are_deleted_after_an_hour()
    {
        TaskId id = await Store.SubmitAsync(NewTask());
        MemberId handler = await Store.StartHandlerAsync();
        TaskClaim claim = await Store.ClaimOneAsync(handler);
        PartsRequest[] parts = [.. Parts(ResultOf(5 << 20))];
        BlobId? half = await Store.StorePartsAsync(parts[0]);
        BlobId whole = await Store.StoreResultAsync(ResultOf(1 << 20));
        BlobId ofAnother = await Store.StoreResultAsync(ResultOf(1 << 20));
        Assert.Equal(FinishVerdict.Stale, (await Store.FinishAsync(claim with { Attempt = 7 }, ofAnother)).Verdict);
        long before = await CountRowsAsync();
        Time.Advance(Patience);
        await SweepAsync();
        Assert.Equal(before, await CountRowsAsync());

        Time.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync();

        // Three blobs, four parts of each, and the receipt of the submit.
        Assert.Equal(before - 16, await CountRowsAsync());
        Assert.Null(await Store.StorePartsAsync(parts[1] with { Blob = half }));
        Assert.Equal(FinishVerdict.PartsGone, (await Store.FinishAsync(claim, whole)).Verdict);
        Assert.Equal(TaskState.Running, (await Store.ViewAsync(id)).Status);
        Assert.Equal(FinishVerdict.Applied, (await Store.FinishAsync(claim, await Store.StoreResultAsync(ResultOf(100_000)))).Verdict);
        Assert.Equal(100_000, (await ReadAsync(id)).Length);
    }

    [Fact]
    public async Task A_finish_and_a_sweep_never_both_get_the_parts()
    {
        ITaskStore other = await OpenAsync();
        MemberId handler = await Store.StartHandlerAsync();
        byte[] result = ResultOf(600_000);
        for (int i = 0; i < 40; i++)
        {
            TaskId id = await Store.SubmitAsync(NewTask());
            Store.Beat(handler);
            TaskClaim claim = await Store.ClaimOneAsync(handler);
            BlobId blob = await Store.StoreResultAsync(result);
            Time.Advance(Patience + TimeSpan.FromMinutes(1));
            Task<DeleteExpiredAnswer> first = i % 2 == 0 ? other.DeleteExpiredAsync(10) : Task.FromResult<DeleteExpiredAnswer>(null!);
            Task<FinishAnswer> finish = Store.FinishAsync(claim, blob);
            await other.DeleteExpiredAsync(10);
            await first;
            FinishVerdict verdict = (await finish).Verdict;
            await SweepAsync();
            if (verdict == FinishVerdict.Applied)
            {
                AssertSame(result, await ReadAsync(id));
            }
            else
            {
                Assert.Equal((FinishVerdict.PartsGone, TaskState.Running), (verdict, (await Store.ViewAsync(id)).Status));
                await Store.FinishAsync(claim, Disposition.Failed);
            }
        }
    }

    /// <summary>JSON with characters of one and of two bytes, different at every place.</summary>
    private static byte[] ResultOf(int size)
    {
        byte[] result = new byte[size];
        var random = new Random(size);
        for (int i = 0; i < size; i++)
        {
            result[i] = (byte)('0' + random.Next(10));
        }

        for (int i = 1; i + 3 < size; i += 1000)
        {
            "é"u8.CopyTo(result.AsSpan(i));
        }

        if (size > 1)
        {
            (result[0], result[^1]) = ((byte)'"', (byte)'"');
        }

        return result;
    }

    /// <summary>Without writing out megabytes when they differ.</summary>
    private static void AssertSame(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual) =>
        Assert.True(expected.Span.SequenceEqual(actual.Span));

    private async Task<TaskId> FinishInPartsAsync(byte[] result, TimeSpan? ttl = null)
    {
        TaskId id = await Store.SubmitAsync(NewTask(ttl: ttl));
        TaskClaim claim = await Store.ClaimOneAsync(await Store.StartHandlerAsync());
        Assert.Equal(FinishVerdict.Applied, (await Store.FinishAsync(claim, await Store.StoreResultAsync(result))).Verdict);
        return id;
    }

    private async Task<byte[]> ReadAsync(TaskId id)
    {
        await using Stream? stream = await Store.OpenResultAsync(id, Stop);
        using var read = new MemoryStream();
        await stream!.CopyToAsync(read, Stop);
        return read.ToArray();
    }

    private async Task SweepAsync()
    {
        while ((await Store.DeleteExpiredAsync(10)).More)
        {
        }
    }
}
