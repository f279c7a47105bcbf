namespace Errand.Tests.Access;

/// <summary>What scopes allow, and what they include.</summary>
public sealed class ScopesTests
{
    [Theory]
    [InlineData("submit:add", "submit:add read:own act:own")]
    [InlineData("submit:sim.*", "submit:sim.fit submit:sim.a.b submit:sim.* read:own act:own")]
    [InlineData("submit:*", "submit:add submit:sim.* submit:* read:own act:own")]
    [InlineData("read", "read read:own")]
    [InlineData("read:own", "read:own")]
    [InlineData("act", "act act:own read read:own")]
    [InlineData("act:own", "act:own read:own")]
    [InlineData("handle:add", "handle:add")]
    [InlineData("metrics", "metrics")]
    [InlineData("admin", "admin act act:own read read:own metrics handle:add handle:*")]
    [InlineData("*", "* submit:add submit:* admin act act:own read read:own metrics handle:add handle:*")]
    [InlineData("", "")]
    public void A_scope_includes_others(string scopes, string allowed)
    {
        string[] all =
        [
            "*", "submit:add", "submit:sim.fit", "submit:sim.a.b", "submit:sim.*", "submit:*", "submit:sim", "read", "read:own", "act", "act:own",
            "handle:add", "handle:*", "metrics", "admin",
        ];
        string[] more = scopes is "*" or "submit:*" ? ["submit:sim.fit", "submit:sim.a.b", "submit:sim.*", "submit:sim"] : [];
        var parsed = Scopes.Parse(scopes);

        Assert.Equal(
            allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(more).Distinct().Order(StringComparer.Ordinal),
            all.Where(parsed.Allows).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("  submit:add \t read  submit:add ", "submit:add read")]
    [InlineData("*", "*")]
    [InlineData("", "")]
    public void Scopes_are_printed_as_they_are_read(string text, string printed)
    {
        Assert.Equal(printed, Scopes.Parse(text).ToString());
        Assert.Equal(printed, Scopes.Parse(printed).ToString());
    }

    [Theory]
    [InlineData("reed")]
    [InlineData("READ")]
    [InlineData("read,act")]
    [InlineData("submit:")]
    [InlineData("submit:a b*c")]
    [InlineData("submit:*a")]
    [InlineData("submit:a**")]
    [InlineData("submit:ä")]
    [InlineData("handle:")]
    [InlineData("read:all")]
    [InlineData("admin:own")]
    public void What_is_not_a_scope_is_refused(string text)
    {
        Assert.False(Scopes.TryParse(text, out Scopes? none) && none.Words.Count == 1);
        if (!text.Contains(' ', StringComparison.Ordinal))
        {
            Assert.Contains($"\"{text}\" is not a scope", Assert.Throws<ArgumentException>(() => Scopes.Parse(text)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_of_types_are_told_apart_by_their_case()
    {
        Assert.False(Scopes.Parse("submit:Add").Allows("submit:add"));
        Assert.False(Scopes.Parse("submit:sim.*").Allows("submit:simulate"));
    }

    [Theory]
    [InlineData("admin", "submit:add read", "submit:add")]
    [InlineData("submit:sim.* read", "submit:* read", "submit:*")]
    [InlineData("submit:* admin", "*", "*")]
    [InlineData("act", "read:own act:own", null)]
    [InlineData("*", "* admin submit:x", null)]
    public void The_first_scope_that_others_lack_is_found(string has, string wanted, string? missing) =>
        Assert.Equal(missing, Scopes.Parse(has).FirstMissingOf(Scopes.Parse(wanted)));
}
