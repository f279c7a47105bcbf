using Errand.Access;
using Errand.Storage.Access;
using Errand.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Access;

/// <summary>How soon what happens to keys is known, and how rarely the store is asked.</summary>
public sealed class KeyRingTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 30, 8, 0, 0, TimeSpan.Zero));
    private readonly FakeTaskStore _store;
    private readonly KeyRing _ring;

    public KeyRingTests()
    {
        _store = new FakeTaskStore(_time);
        _ring = new KeyRing(_store, new AccessOptions(), _time, NullLogger<KeyRing>.Instance);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task A_key_is_found_without_a_look_into_the_store()
    {
        string key = Add("read");
        Assert.Equal("key:ci", (await _ring.FindAsync(key))?.Principal.Subject);
        int reads = _store.KeyReads;

        for (int i = 0; i < 100; i++)
        {
            Assert.True((await _ring.FindAsync(key))?.Principal.Scopes.CanRead);
        }

        Assert.Equal(reads, _store.KeyReads);
    }

    [Fact]
    public async Task A_revoked_key_is_good_for_five_seconds_at_most()
    {
        string key = Add("read");
        Assert.NotNull(await _ring.FindAsync(key));
        string id = KeyText.IdOf(key);
        _store.Keys[id] = _store.Keys[id] with { RevokedAt = _time.GetUtcNow() };

        _time.Advance(KeyRing.Oldest);

        Assert.Null(await _ring.FindAsync(key));
        Assert.True((await _ring.FindKeysAsync()).HasAny);
    }

    [Fact]
    public async Task A_key_that_another_process_made_is_known_at_once()
    {
        Assert.False((await _ring.FindKeysAsync()).HasAny);
        string key = Add("read");

        Assert.NotNull(await _ring.FindAsync(key));
    }

    [Fact]
    public async Task A_wrong_key_is_asked_for_once_in_five_seconds()
    {
        Add("read");
        string wrong = KeyText.Make();
        Assert.Null(await _ring.FindAsync(wrong));
        int reads = _store.KeyReads;

        Assert.Null(await _ring.FindAsync(wrong));
        Assert.Equal(reads, _store.KeyReads);

        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await _ring.FindAsync(wrong));
        Assert.True(_store.KeyReads > reads);
    }

    [Fact]
    public async Task Many_wrong_keys_ask_the_store_ten_times_a_second_at_most()
    {
        Assert.NotNull(await _ring.FindKeysAsync());
        int reads = _store.KeyReads;
        for (int i = 0; i < 100; i++)
        {
            Assert.Null(await _ring.FindAsync(KeyText.Make()));
        }

        Assert.Equal(reads + 10, _store.KeyReads);
        _time.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < 100; i++)
        {
            Assert.Null(await _ring.FindAsync(KeyText.Make()));
        }

        Assert.Equal(reads + 20, _store.KeyReads);
    }

    [Fact]
    public async Task What_is_no_key_is_refused_without_a_look_into_the_store()
    {
        Assert.NotNull(await _ring.FindKeysAsync());
        int reads = _store.KeyReads;
        string key = KeyText.Make();

        foreach (string text in new[] { "", "secret", key[..^1], key.ToUpperInvariant(), new string('a', 100_000) })
        {
            Assert.Null(await _ring.FindAsync(text));
        }

        Assert.Equal(reads, _store.KeyReads);
    }

    [Fact]
    public async Task An_expired_key_is_no_longer_good()
    {
        string key = Add("read", TimeSpan.FromSeconds(2));
        Assert.NotNull(await _ring.FindAsync(key));

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await _ring.FindAsync(key));
    }

    [Fact]
    public async Task Known_keys_stay_good_while_the_store_is_away()
    {
        string key = Add("read");
        Assert.NotNull(await _ring.FindAsync(key));
        _store.KeyFailure = new StoreUnavailableException("away");

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await _ring.FindAsync(key));

        string id = KeyText.IdOf(key);
        _store.Keys[id] = _store.Keys[id] with { RevokedAt = _time.GetUtcNow() };
        _store.KeyFailure = null;
        _time.Advance(KeyRing.Oldest);
        Assert.Null(await _ring.FindAsync(key));
    }

    [Fact]
    public async Task Nobody_is_let_in_before_the_keys_were_read_once()
    {
        _store.KeyFailure = new StoreUnavailableException("away");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => _ring.FindKeysAsync().AsTask());
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _ring.FindAsync(KeyText.Make()).AsTask());
    }

    [Fact]
    public async Task When_keys_were_used_is_told_once()
    {
        (string used, string unused) = (Add("read"), Add("read", name: "other"));
        Assert.NotNull(await _ring.FindAsync(used));
        _time.Advance(TimeSpan.FromSeconds(3));

        KeyValuePair<string, TimeSpan> use = Assert.Single(_ring.TakeUses());
        Assert.Equal((KeyText.IdOf(used), TimeSpan.FromSeconds(3)), (use.Key, use.Value));
        Assert.NotEqual(KeyText.IdOf(unused), use.Key);
        Assert.Empty(_ring.TakeUses());
    }

    [Fact]
    public async Task A_key_out_of_the_settings_may_be_any_text()
    {
        var ring = new KeyRing(
            _store, new AccessOptions { Keys = [GivenKeys.OfText(new string('ä', 32))!] }, _time, NullLogger<KeyRing>.Instance);

        Assert.True((await ring.FindAsync(new string('ä', 32)))?.Principal.Scopes.IsAll);
        Assert.Null(await ring.FindAsync(new string('ä', 33)));
        Assert.True((await ring.FindKeysAsync()).HasAny);
        Assert.Empty(ring.TakeUses());
    }

    private string Add(string scopes, TimeSpan? lifetime = null, string name = "ci")
    {
        string key = KeyText.Make();
        _store.Keys[KeyText.IdOf(key)] = new StoredKey
        {
            Id = KeyText.IdOf(key),
            Subject = $"key:{name}",
            Hash = KeyText.HashOf(key),
            Scopes = scopes,
            CreatedBy = "cli",
            CreatedAt = _time.GetUtcNow(),
            ExpiresAt = _time.GetUtcNow() + lifetime,
        };
        return key;
    }
}
