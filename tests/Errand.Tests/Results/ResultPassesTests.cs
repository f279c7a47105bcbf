using System.Text;
using Errand.Results;
using Errand.Results.Formats;
using Errand.Results.Reading;
using Errand.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Results;

public sealed class ResultPassesTests
{
    /// <summary>More than the output of a pass holds.</summary>
    private static readonly byte[] Large = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 500_000))}]");

    private static readonly ResultQuery Elements = Query("/*");

    private static readonly PassPatience OneOpen = new(1, Timeout.InfiniteTimeSpan);

    [Fact]
    public async Task Two_work_at_a_time_and_the_next_one_waits_for_its_turn()
    {
        var passes = new ResultPasses(TimeProvider.System);
        HeldStream[] held = [new(), new(), new()];
        Task<(ResultPass?, ResultRefusal?)>[] opening = [.. held.Select(stream => OpenAsync(passes, stream, PassPatience.Endless))];
        await held[0].Begun.Soon();
        await held[1].Begun.Soon();
        Assert.False(held[2].Begun.IsCompleted);

        held[0].Give("[1]");
        await held[2].Begun.Soon();
        held[1].Give("[2]");
        held[2].Give("[3]");

        Assert.Equal(["[1]", "[2]", "[3]"], await Task.WhenAll(opening.Select(ReadAsync)));
        Assert.All(held, stream => Assert.False(stream.CanRead));
    }

    [Fact]
    public async Task A_client_that_leaves_frees_its_turn_at_once()
    {
        var passes = new ResultPasses(TimeProvider.System);
        HeldStream[] held = [new(), new(), new()];
        using var leave = new CancellationTokenSource();
        Task<(ResultPass?, ResultRefusal?)>[] opening =
            [.. held.Select(stream => OpenAsync(passes, stream, PassPatience.Endless, leave.Token))];
        await held[1].Begun.Soon();
        await leave.CancelAsync();

        foreach (Task<(ResultPass?, ResultRefusal?)> one in opening)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.Soon());
        }

        Assert.All(held, stream => Assert.False(stream.CanRead));
        Assert.Equal("[1]", await ReadAsync(OpenAsync(passes, new MemoryStream("[1]"u8.ToArray()), OneOpen)));
    }

    [Fact]
    public async Task A_client_that_reads_slowly_holds_up_only_itself()
    {
        var passes = new ResultPasses(TimeProvider.System);
        List<ResultPass> slow = [];
        for (int i = 0; i < 5; i++)
        {
            slow.Add((await OpenAsync(passes, new MemoryStream(Large), PassPatience.Endless).Soon()).Pass!);
        }

        Assert.Equal("[1]", await ReadAsync(OpenAsync(passes, new MemoryStream("[1]"u8.ToArray()), PassPatience.Endless)));
        foreach (ResultPass pass in slow.Take(2))
        {
            Assert.Equal(Large, await AllAsync(pass));
        }

        foreach (ResultPass pass in slow.Skip(2))
        {
            await pass.DisposeAsync();
        }
    }

    [Fact]
    public async Task Too_many_are_refused_until_one_is_over()
    {
        var passes = new ResultPasses(TimeProvider.System);
        var first = new HeldStream();
        Task<(ResultPass?, ResultRefusal?)> opening = OpenAsync(passes, first, OneOpen);
        var refused = new MemoryStream("[1]"u8.ToArray());

        (ResultPass? pass, ResultRefusal? refusal) = await OpenAsync(passes, refused, OneOpen);
        first.Give("[0]");
        await ReadAsync(opening);

        Assert.Equal((null, ResultRefusalKind.Busy, false), (pass, refusal!.Kind, refused.CanRead));
        Assert.Equal("[1]", await ReadAsync(OpenAsync(passes, new MemoryStream("[1]"u8.ToArray()), OneOpen)));
    }

    [Fact]
    public async Task One_that_has_no_turn_in_time_is_refused_and_leaves_the_turns_to_others()
    {
        var clock = new FakeTimeProvider();
        var passes = new ResultPasses(clock);
        HeldStream[] held = [new(), new(), new()];
        Task<(ResultPass? Pass, ResultRefusal? Refusal)>[] opening =
            [.. held.Select(stream => OpenAsync(passes, stream, PassPatience.OfServer))];
        await held[0].Begun.Soon();
        await held[1].Begun.Soon();

        clock.Advance(TimeSpan.FromSeconds(0.999));
        Assert.False(opening[2].IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.001));

        (ResultPass? pass, ResultRefusal? refusal) = await opening[2].Soon();
        Assert.Equal((null, ResultRefusalKind.Busy, false), (pass, refusal!.Kind, held[2].CanRead));
        held[0].Give("[1]");
        held[1].Give("[2]");
        Assert.Equal(["[1]", "[2]"], await Task.WhenAll(opening[..2].Select(ReadAsync)));
    }

    [Fact]
    public async Task What_goes_wrong_in_a_pass_is_thrown_where_it_is_read_and_frees_its_turn()
    {
        var passes = new ResultPasses(TimeProvider.System);
        for (int i = 0; i < 5; i++)
        {
            var stream = new HeldStream();
            Task<(ResultPass?, ResultRefusal?)> opening = OpenAsync(passes, stream, OneOpen);
            stream.Fail(new InvalidDataException("broken"));
            await Assert.ThrowsAsync<InvalidDataException>(() => opening.Soon());
        }
    }

    [Fact]
    public async Task A_refusal_is_known_before_there_is_output()
    {
        var passes = new ResultPasses(TimeProvider.System);
        for (int i = 0; i < 5; i++)
        {
            (ResultPass? pass, ResultRefusal? refusal) =
                await OpenAsync(passes, new MemoryStream("[1]"u8.ToArray()), OneOpen, query: Query("/1")).Soon();
            Assert.Equal((null, ResultRefusalKind.NoSuchMember), (pass, refusal!.Kind));
        }
    }

    private static ResultQuery Query(string select)
    {
        Assert.Null(ResultQuery.TryCreate(new ResultOptions { Select = select }, out ResultQuery query));
        return query;
    }

    private static async Task<string> ReadAsync(Task<(ResultPass? Pass, ResultRefusal? Refusal)> opening) =>
        Encoding.UTF8.GetString(await AllAsync((await opening.Soon()).Pass!));

    private static async Task<byte[]> AllAsync(ResultPass pass)
    {
        await using var stream = new PassStream(pass);
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Waiting.Stop);
        return all.ToArray();
    }

    private static Task<(ResultPass? Pass, ResultRefusal? Refusal)> OpenAsync(
        ResultPasses passes, Stream result, PassPatience patience, CancellationToken? stop = null, ResultQuery? query = null) =>
        passes.OpenAsync(
            result, (output, end) => ResultFormats.WriteAsync(result, query ?? Elements, ResultStart.Beginning, output, end), patience,
            stop ?? Waiting.Stop);
}
