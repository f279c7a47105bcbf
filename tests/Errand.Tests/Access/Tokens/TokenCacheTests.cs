using Errand.Access;
using Errand.Access.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Access.Tokens;

/// <summary>How long it is known of a token what was found out of it.</summary>
public sealed class TokenCacheTests
{
    private static readonly TokenVerdict Good = TokenVerdict.Of(new Principal("jwt:i#s", Scopes.All, PrincipalKind.Token));
    private static readonly TokenVerdict Wrong = TokenVerdict.Refuse("it cannot be read");
    private static readonly TokenKeySet Keys = new([]);

    private readonly FakeTimeProvider _time = new();
    private readonly TokenCache _cache;

    public TokenCacheTests() => _cache = new TokenCache(_time);

    [Fact]
    public void A_good_token_is_known_for_a_minute_and_not_after_it_expires()
    {
        Add("long", Good, TimeSpan.FromHours(1));
        Add("short", Good, TimeSpan.FromSeconds(20));
        Add("expired", Good, TimeSpan.FromSeconds(-10));

        Assert.Equal([Good, Good, null], Find("long", "short", "expired"));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal([Good, null], Find("long", "short"));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal([null], Find("long"));
    }

    [Fact]
    public void Another_one_is_known_for_five_seconds()
    {
        Add("wrong", Wrong, TimeSpan.FromHours(1));
        _cache.Add(TokenCache.HashOf("unreadable"), Keys, Wrong, expiresAt: null);

        Assert.Equal([Wrong, Wrong], Find("wrong", "unreadable"));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([null, null], Find("wrong", "unreadable"));
    }

    [Fact]
    public void What_was_found_out_with_other_keys_counts_for_nothing()
    {
        Add("good", Good, TimeSpan.FromHours(1));
        Add("wrong", Wrong, TimeSpan.FromHours(1));

        Assert.Null(_cache.Find(TokenCache.HashOf("good"), new TokenKeySet([])));
        Assert.Null(_cache.Find(TokenCache.HashOf("wrong"), keys: null));
    }

    [Fact]
    public void A_flood_of_wrong_tokens_pushes_no_good_one_out()
    {
        Add("good", Good, TimeSpan.FromHours(1));
        for (int i = 0; i < 25_000; i++)
        {
            Add($"wrong{i}", Wrong, TimeSpan.FromHours(1));
        }

        Assert.Equal([Good, Wrong, null], Find("good", "wrong24999", "wrong0"));
    }

    [Fact]
    public void When_it_is_full_those_that_are_known_no_longer_go_first()
    {
        for (int i = 0; i < 9_999; i++)
        {
            Add($"old{i}", Good, TimeSpan.FromSeconds(1));
        }

        Add("good", Good, TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Add("new", Good, TimeSpan.FromHours(1));

        Assert.Equal([Good, Good, null], Find("good", "new", "old0"));
    }

    private void Add(string token, TokenVerdict verdict, TimeSpan left) =>
        _cache.Add(TokenCache.HashOf(token), Keys, verdict, _time.GetUtcNow() + left);

    private TokenVerdict?[] Find(params IEnumerable<string> tokens) =>
        [.. tokens.Select(token => _cache.Find(TokenCache.HashOf(token), Keys))];
}
