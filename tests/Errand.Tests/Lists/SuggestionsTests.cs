using Errand.Access;
using Errand.Lists;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Errand.Types;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Lists;

/// <summary>From which tasks completions come.</summary>
public sealed class SuggestionsTests
{
    private readonly ScanStore _store = new();
    private readonly FakeTimeProvider _time = new(Facts.Now);

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 20)]
    public async Task Values_come_from_the_newest_thousand_tasks_however_large(int bytes)
    {
        _store.Add(1, task => task with { Args = Facts.Json("""{"x":"old"}""") });
        for (int id = 2; id <= 1001; id++)
        {
            _store.Add(id, task => task with { Args = Facts.Json($$"""{"x":"new{{id % 2}}"}"""), Bytes = bytes });
        }

        Assert.Equal(["new0", "new1"], await FindAsync());
        Assert.Equal(1000, _store.Looked);
    }

    [Fact]
    public async Task Tasks_that_have_expired_do_not_count()
    {
        for (int id = 1; id <= 1000; id++)
        {
            _store.Add(id, task => task with { Args = Facts.Json("""{"x":"seen"}""") });
            _store.Add(1000 + id, task => task with { Args = Facts.Json("""{"x":"gone"}"""), IsExpired = true });
        }

        Assert.Equal(["seen"], await FindAsync());
    }

    [Fact]
    public async Task What_was_found_within_a_second_is_suggested()
    {
        for (int id = 1; id <= 1000; id++)
        {
            _store.Add(id, task => task with { Args = Facts.Json("""{"x":"slow"}"""), Bytes = 1 << 20 });
        }

        _store.AfterScan = () => _time.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(["slow"], await FindAsync());
        Assert.Equal(32, _store.Looked);
    }

    private Task<IReadOnlyList<string>> FindAsync() =>
        new Suggestions(new TaskRegistry([FakeTypes.Define("fit")]), _store, _time).FindAsync(
            new SuggestRequest("args.x", null, "", Suggestions.DefaultLimit), Principal.System, Waiting.Stop);
}
