using Errand.Access;
using Errand.Storage.Access;
using Errand.Tests.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace Errand.Tests.Access;

/// <summary>The commands that make keys without a server.</summary>
public sealed class KeyCommandTests : IAsyncDisposable
{
    private readonly FakeTaskStore _store = new(TimeProvider.System);
    private readonly StringWriter _output = new();
    private readonly StringWriter _messages = new();

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _output.DisposeAsync();
        await _messages.DisposeAsync();
    }

    [Fact]
    public async Task A_script_reads_the_key_alone()
    {
        Assert.Equal(0, await RunAsync("create ci --scope submit:add|read --expires 90d --rate 50 --note the|build"));

        string key = _output.ToString().TrimEnd();
        Assert.True(KeyText.IsWhole(key));
        StoredKey stored = Assert.Single(_store.Keys.Values);
        Assert.Equal(("key:ci", "submit:add read", 50.0, "the build", "cli"), (stored.Subject, stored.Scopes, stored.Rate, stored.Note, stored.CreatedBy));
        Assert.Equal(TimeSpan.FromDays(90), stored.ExpiresAt - stored.CreatedAt);
        Assert.Equal(KeyText.HashOf(key), stored.Hash.ToArray());
        Assert.Contains("submit:add read", _messages.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, _messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_no_key()
    {
        await RunAsync("create ci --scope read");
        string key = _output.ToString().TrimEnd();
        _output.GetStringBuilder().Clear();

        Assert.Equal(0, await RunAsync("list"));

        Assert.Contains($"{KeyText.IdOf(key)}\tci\tread\t", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(key, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_revoked_is_told()
    {
        await RunAsync("create ci --scope read");
        string id = KeyText.IdOf(_output.ToString().TrimEnd());

        Assert.Equal(0, await RunAsync($"revoke {id}"));
        Assert.NotNull(_store.Keys[id].RevokedAt);
        Assert.Equal(KeyCommand.Refused, await RunAsync("revoke AbCdEfGh"));
        Assert.Contains("No key has the id AbCdEfGh", _messages.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not a command")]
    [InlineData("make ci", "is not a command")]
    [InlineData("create", "is not a command")]
    [InlineData("create ci", "--scope is missing")]
    [InlineData("create c/i --scope read", "cannot be the name of a key")]
    [InlineData("create ci --scope reed", "are not scopes")]
    [InlineData("create ci --scope", "--scope has no value")]
    [InlineData("create ci --scope read --expires 90", "expected a whole number and s, m, h or d")]
    [InlineData("create ci --scope read --expires 0s", "expected a whole number and s, m, h or d")]
    [InlineData("create ci --scope read --expires 99999d", "at most 10 years")]
    [InlineData("create ci --scope read --rate 0", "expected a number of requests a second")]
    [InlineData("list --scope read", "does not belong to keys list")]
    [InlineData("rotate AbCdEfGh --overlap x", "expected a whole number")]
    public void What_is_wrong_with_a_command_is_told_with_the_commands_that_there_are(string words, string told)
    {
        string message = Assert.Throws<FormatException>(() => KeyCommandLine.Parse(WordsOf(words))).Message;

        Assert.Contains(told, message, StringComparison.Ordinal);
        Assert.Contains(KeyCommandLine.Usage, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_left_for_the_program()
    {
        var command = KeyCommandLine.Parse(WordsOf("rotate AbCdEfGh --DATABASE_URL sqlite:x.db --overlap 2h"));

        Assert.Equal(("rotate", "AbCdEfGh", TimeSpan.FromHours(2)), (command.Verb, command.Target, command.Overlap));
        Assert.Equal(["--DATABASE_URL", "sqlite:x.db"], command.Rest);
    }

    private Task<int> RunAsync(string words)
    {
        var ring = new KeyRing(_store, new AccessOptions(), TimeProvider.System, NullLogger<KeyRing>.Instance);
        return new KeyCommand(new KeyIssuer(_store, ring, new AuditLog(NullLogger.Instance)), _output, _messages).RunAsync(
            KeyCommandLine.Parse(WordsOf(words)), TestContext.Current.CancellationToken);
    }

    /// <summary>A stroke stands for a blank within a word.</summary>
    private static string[] WordsOf(string words) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Replace('|', ' '))];
}
