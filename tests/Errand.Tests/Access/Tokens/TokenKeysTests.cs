using Errand.Access.Tokens;
using Errand.Tests.Hosting;
using Errand.Tests.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Access.Tokens;

/// <summary>How keys of an issuer come and go, and what happens while it does not answer.</summary>
public sealed class TokenKeysTests
{
    private static readonly SigningKey Old = SigningKey.Rsa("old");
    private static readonly SigningKey New = SigningKey.Curve("new");

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_key_is_found_by_its_first_token_and_an_old_one_goes_within_the_hour(bool discovers)
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Old);
        await using WebServer server = await StartAsync(issuer, discovers);
        await AcceptsAsync(server, Old);
        Assert.Equal(1, issuer.Requests);

        issuer.Keys = SigningKey.SetOf(Old, New);
        await AcceptsAsync(server, New);
        await AcceptsAsync(server, Old);
        Assert.Equal(2, issuer.Requests);

        issuer.Keys = SigningKey.SetOf(New);
        await issuer.AskedAsync();
        await issuer.AskedAsync();
        await _time.TurnUntilAsync(issuer.AskedAsync(), seconds: 60);
        await server.TokenKeys.ReadAsync();
        await RefusesAsync(server, Old);
        await AcceptsAsync(server, New);
    }

    [Fact]
    public async Task Unknown_keys_make_one_request_a_minute_to_the_issuer()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Old);
        await using WebServer server = await StartAsync(issuer);
        await AcceptsAsync(server, Old);

        for (int i = 0; i < 5; i++)
        {
            await RefusesAsync(server, SigningKey.Curve($"unknown{i}"));
        }

        Assert.Equal(2, issuer.Requests);
        issuer.Keys = SigningKey.SetOf(Old, New);
        await RefusesAsync(server, New);
        _time.Advance(TimeSpan.FromMinutes(1));
        await AcceptsAsync(server, New);
        Assert.Equal(3, issuer.Requests);
    }

    [Fact]
    public async Task While_the_issuer_is_away_from_the_start_nobody_can_tell_and_afterwards_tokens_are_good()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Old);
        issuer.Status = 503;
        await using WebServer server = await StartAsync(issuer);

        Answer open = (await server.GetAsync("/v1/tasks", Bearer(Old))).IsProblem(503, null);
        Assert.InRange(int.Parse(open.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 5);
        Assert.Equal([(LogLevel.Warning, 1130)], Logged(server));

        issuer.Status = 200;
        await _time.TurnUntilAsync(ReadAsync(server), seconds: 1);
        await AcceptsAsync(server, Old);
    }

    [Fact]
    public async Task When_the_issuer_goes_away_later_its_keys_stay_good()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Old);
        await using WebServer server = await StartAsync(issuer);
        await AcceptsAsync(server, Old);
        await issuer.AskedAsync();

        issuer.Status = 500;
        await _time.TurnUntilAsync(issuer.AskedAsync(), seconds: 60);
        Assert.False(await server.TokenKeys.ReadAsync());
        await AcceptsAsync(server, Old);
        await RefusesAsync(server, New);
        Assert.Equal([(LogLevel.Warning, 1130)], Logged(server).Distinct());
    }

    [Fact]
    public async Task A_request_whose_key_is_known_does_not_wait_for_the_issuer()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Old);
        await using WebServer server = await StartAsync(issuer);
        await AcceptsAsync(server, Old);
        await issuer.AskedAsync();
        TaskCompletionSource gate = Waiting.NewSignal();
        (issuer.Gate, issuer.Keys) = (gate.Task, SigningKey.SetOf(Old, New));

        Task<Answer>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => server.GetAsync("/v1/tasks", Bearer(New)))];
        await issuer.AskedAsync();
        await AcceptsAsync(server, Old);
        gate.SetResult();

        Assert.All(await Task.WhenAll(waiting).Soon(), answer => Assert.Equal(200, (int)answer.Status));
        Assert.Equal(2, issuer.Requests);
    }

    [Theory]
    [InlineData("an address where nobody is")]
    [InlineData("not JSON")]
    [InlineData("no keys")]
    [InlineData("more than a mebibyte")]
    [InlineData("a redirect")]
    [InlineData("another issuer")]
    [InlineData("keys at another machine without TLS")]
    [InlineData("no address of keys")]
    [InlineData("no object")]
    public async Task Keys_that_cannot_be_read_are_told_in_the_log(string fault)
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Old);
        bool discovers = true;
        switch (fault)
        {
            case "an address where nobody is":
                await issuer.DisposeAsync();
                break;
            case "not JSON":
                (issuer.Keys, discovers) = ("<html>", false);
                break;
            case "no keys":
                (issuer.Keys, discovers) = ("{}", false);
                break;
            case "more than a mebibyte":
                (issuer.Keys, discovers) = (issuer.Keys + new string(' ', 1024 * 1024), false);
                break;
            case "a redirect":
                (issuer.Status, discovers) = (302, false);
                break;
            case "another issuer":
                issuer.Issuer = "https://evil.example";
                break;
            case "keys at another machine without TLS":
                issuer.Discovery = """{"issuer":"https://id.example","jwks_uri":"http://id.example/keys"}""";
                break;
            case "no address of keys":
                issuer.Discovery = """{"issuer":"https://id.example","jwks_uri":5}""";
                break;
            default:
                issuer.Discovery = "[]";
                break;
        }

        await using WebServer server = await StartAsync(issuer, discovers);

        Assert.False(await server.TokenKeys.ReadAsync());
        (await server.GetAsync("/v1/tasks", Bearer(Old))).IsProblem(503, null);
        Assert.Equal([(LogLevel.Warning, 1130)], Logged(server));
        Assert.Empty(issuer.Others);
    }

    [Fact]
    public async Task Keys_that_cannot_be_used_are_told_in_the_log_once()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Old);
        issuer.Keys = issuer.Keys.Replace(
            "[", """[{"kty":"OKP","crv":"Ed25519","kid":"ed","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},{"kty":"oct","k":"AQ"},""",
            StringComparison.Ordinal);
        await using WebServer server = await StartAsync(issuer);

        await server.TokenKeys.ReadAsync();
        await server.TokenKeys.ReadAsync();

        await AcceptsAsync(server, Old);
        Assert.Equal([(LogLevel.Warning, 1131), (LogLevel.Warning, 1131)], Logged(server));
        Assert.Contains(server.Log.Lines, line => line.Message.Contains("EdDSA is not supported", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_issuer_that_publishes_no_more_keys_has_no_more_tokens()
    {
        await using TokenIssuer issuer = await TokenIssuer.StartAsync(Old);
        await using WebServer server = await StartAsync(issuer);
        await AcceptsAsync(server, Old);

        issuer.Keys = """{"keys":[]}""";
        Assert.True(await server.TokenKeys.ReadAsync());

        await RefusesAsync(server, Old);
        Assert.Contains((LogLevel.Warning, 1132), Logged(server));
    }

    private Task<WebServer> StartAsync(TokenIssuer issuer, bool discovers = false) => WebServer.StartAsync(
        time: _time,
        tokens: new TokenOptions
        {
            Issuer = Claims.Issuer,
            Audience = Claims.Audience,
            JwksUrl = discovers ? null : issuer.KeysAddress,
            Authority = discovers ? new Uri(issuer.Address) : null,
        });

    private (string, string) Bearer(SigningKey key) =>
        ("Authorization", $"Bearer {key.Sign(Claims.Of(_time.GetUtcNow(), ("exp", _time.GetUtcNow().AddDays(1).ToUnixTimeSeconds())))}");

    private async Task AcceptsAsync(WebServer server, SigningKey key)
    {
        Answer answer = await server.GetAsync("/v1/tasks", Bearer(key));
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
    }

    private async Task RefusesAsync(WebServer server, SigningKey key) =>
        (await server.GetAsync("/v1/tasks", Bearer(key))).IsProblem(401, "unauthenticated");

    private static async Task ReadAsync(WebServer server)
    {
        while (server.TokenKeys.Current is null)
        {
            await Task.Delay(5, Waiting.Stop);
        }
    }

    private static IEnumerable<(LogLevel Level, int Id)> Logged(WebServer server) =>
        server.Log.Lines.Where(line => line.Id.Id is >= 1130 and < 1140).Select(line => (line.Level, line.Id.Id));
}
