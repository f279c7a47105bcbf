using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Errand.Access;
using Errand.Access.Tokens;
using Errand.Tests.Access.Tokens;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Web;

/// <summary>Which tokens are good, and how others are refused.</summary>
public sealed class TokenTests
{
    private const string Args = """{"x":1,"y":2}""";

    private static readonly SigningKey Key = SigningKey.Rsa("k1");
    private static readonly SigningKey CurveKey = SigningKey.Curve("k2");
    private static readonly SigningKey Stranger = SigningKey.Rsa("k1");

    private static int _addresses;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES256")]
    [InlineData("ES384")]
    [InlineData("ES512")]
    public async Task A_token_of_the_issuer_is_good(string algorithm)
    {
        SigningKey key = algorithm[0] == 'E' ? SigningKey.Curve("k", algorithm) : SigningKey.Rsa("k", algorithm);
        await using WebServer server = await StartAsync(OptionsOf(key));

        Answer task = await server.PostAsync("/v1/types/add/tasks", Args, Bearer(key.Sign(Claims.Of(Now))));

        Assert.Equal(HttpStatusCode.Accepted, task.Status);
        Assert.Equal("jwt:https://id.example#alice", server.Store.Submitted.Single().Owner);
        Assert.Equal("private", task.Header("Cache-Control"));
        (await GetAsync(server, key.Sign(Claims.Of(Now, ("scope", "openid"))))).IsProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_server_that_accepts_tokens_is_closed_to_callers_without_one()
    {
        await using WebServer server = await StartAsync();

        Answer refused = (await server.GetAsync("/v1/tasks")).IsProblem(401, "unauthenticated");

        Assert.Equal("Bearer realm=\"errand\"", refused.Header("WWW-Authenticate"));
        Assert.Contains("token", refused.String("detail"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/ping")).Status);
    }

    [Theory]
    [InlineData("wrong issuer")]
    [InlineData("issuer with a slash more")]
    [InlineData("no issuer")]
    [InlineData("wrong audience")]
    [InlineData("audience with a slash more")]
    [InlineData("no audience")]
    [InlineData("expired")]
    [InlineData("no exp")]
    [InlineData("exp twice")]
    [InlineData("nbf is a text")]
    [InlineData("exp is a text")]
    [InlineData("exp is enormous")]
    [InlineData("nbf in the future")]
    [InlineData("no sub")]
    [InlineData("sub is empty")]
    [InlineData("sub is a number")]
    [InlineData("sub has a line break")]
    [InlineData("sub has half a character")]
    [InlineData("sub is long")]
    public async Task Claims_that_are_not_as_they_should_be_are_refused(string fault)
    {
        long now = Now.ToUnixTimeSeconds();
        string claims = fault switch
        {
            "wrong issuer" => Claims.Of(Now, ("iss", "https://evil.example")),
            "issuer with a slash more" => Claims.Of(Now, ("iss", Claims.Issuer + "/")),
            "no issuer" => Claims.Of(Now, ("iss", null)),
            "wrong audience" => Claims.Of(Now, ("aud", new JsonArray("other", "errandx"))),
            "audience with a slash more" => Claims.Of(Now, ("aud", Claims.Audience + "/")),
            "no audience" => Claims.Of(Now, ("aud", null)),
            "expired" => Claims.Of(Now, ("exp", now - 31)),
            "no exp" => Claims.Of(Now, ("exp", null)),
            "exp twice" => Claims.Of(Now, ("exp", now - 31)).Replace("{", $$"""{"exp":{{now + 300}},""", StringComparison.Ordinal),
            "nbf is a text" => Claims.Of(Now, ("nbf", "0")),
            "exp is a text" => Claims.Of(Now, ("exp", $"{now + 300}")),
            "exp is enormous" => Claims.Of(Now, ("exp", 1e300)),
            "nbf in the future" => Claims.Of(Now, ("nbf", now + 60)),
            "no sub" => Claims.Of(Now, ("sub", null)),
            "sub is empty" => Claims.Of(Now, ("sub", "")),
            "sub is a number" => Claims.Of(Now, ("sub", 5)),
            "sub has a line break" => Claims.Of(Now, ("sub", "alice\nroot")),
            "sub has half a character" => Claims.Of(Now, ("sub", "SUB")).Replace("SUB", "\\ud800", StringComparison.Ordinal),
            "sub is long" => Claims.Of(Now, ("sub", new string('a', 256))),
            _ => throw new NotSupportedException(fault),
        };
        await using WebServer server = await StartAsync();

        await RefusesAsync(server, Key.Sign(claims));
    }

    [Fact]
    public async Task Half_a_minute_is_granted_to_clocks_that_differ()
    {
        var time = new FakeTimeProvider(Now);
        await using WebServer server = await StartAsync(time: time);
        long now = time.GetUtcNow().ToUnixTimeSeconds();

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, Key.Sign(Claims.Of(Now, ("exp", now - 25))))).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, Key.Sign(Claims.Of(Now, ("nbf", now + 25))))).Status);
        string token = Key.Sign(Claims.Of(Now, ("exp", now + 20.5)));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, token)).Status);
        time.Advance(TimeSpan.FromSeconds(49));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, token)).Status);
        time.Advance(TimeSpan.FromSeconds(3));
        await RefusesAsync(server, token);
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"None","kid":"k1"}""")]
    [InlineData("""{"alg":"","kid":"k1"}""")]
    [InlineData("""{"kid":"k1"}""")]
    [InlineData("""{"alg":5,"kid":"k1"}""")]
    [InlineData("""{"alg":["RS256"],"kid":"k1"}""")]
    [InlineData("""{"alg":"rs256","kid":"k1"}""")]
    [InlineData("""{"alg":"RS384","kid":"k1"}""")]
    [InlineData("""{"alg":"PS256","kid":"k1"}""")]
    [InlineData("""{"alg":"ES256","kid":"k1"}""")]
    [InlineData("""{"alg":"EdDSA","kid":"k1"}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","crit":[]}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","b64":false,"crit":["b64"]}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","typ":"secevent+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","typ":"dpop+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","typ":5}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","cty":"JWT"}""")]
    [InlineData("""{"alg":"RS256","kid":5}""")]
    [InlineData("""{"alg":"RS256","kid":{}}""")]
    [InlineData("""{"alg":"none","alg":"RS256","kid":"k1"}""")]
    [InlineData("""{"alg":"RS256","kid":"../../../../dev/null"}""")]
    [InlineData("""{"alg":"RS256","kid":"/etc/hostname"}""")]
    [InlineData("""{"alg":"RS256","kid":"k1' UNION SELECT 'x' --"}""")]
    [InlineData("""{"alg":"RS256","kid":"http://127.0.0.1:1/key"}""")]
    [InlineData("""["RS256"]""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{")]
    public async Task A_header_that_is_not_as_it_should_be_is_refused(string header)
    {
        await using WebServer server = await StartAsync(OptionsOf(Key, algorithms: ["RS256"]));

        await RefusesAsync(server, Key.Sign(header, Claims.Of(Now)));
    }

    [Theory]
    [InlineData("""{"alg":"RS256","kid":"k1"}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","typ":"jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"k1","typ":"application/at+jwt"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    public async Task Other_headers_are_accepted(string header)
    {
        await using WebServer server = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, Key.Sign(header, Claims.Of(Now)))).Status);
    }

    [Fact]
    public async Task A_public_key_is_never_taken_for_a_shared_secret()
    {
        await using WebServer server = await StartAsync();
        foreach (string secret in new[] { Key.Pem, Key.Pem + "\n", Key.Pem.TrimEnd(), Key.Jwk, "" })
        {
            foreach (string algorithm in new[] { "HS256", "hs256" })
            {
                string signed = $"{SigningKey.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"k1"}""")}.{SigningKey.Encode(Claims.Of(Now))}";
                byte[] signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed));
                await RefusesAsync(server, $"{signed}.{SigningKey.Encode(signature)}");
            }
        }
    }

    [Fact]
    public async Task A_key_that_the_token_brings_or_points_at_counts_for_nothing()
    {
        await using TokenIssuer evil = await TokenIssuer.StartAsync(Stranger);
        await using WebServer server = await StartAsync();
        foreach (string member in new[]
        {
            $"\"jku\":\"{evil.KeysAddress}\"", $"\"jwk\":{Stranger.Jwk}", $"\"x5u\":\"{evil.Address}/cert\"",
            $"\"x5c\":[\"{Convert.ToBase64String(new byte[100])}\"]", $"\"iss\":\"{evil.Address}\"",
        })
        {
            string header = $$"""{"alg":"RS256","kid":"k1",{{member}}}""";
            await RefusesAsync(server, Stranger.Sign(header, Claims.Of(Now)));
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, Key.Sign(header, Claims.Of(Now)))).Status);
        }

        Assert.Equal((0, 0), (evil.Requests, evil.Others.Count));
    }

    [Fact]
    public async Task What_is_no_token_is_refused()
    {
        await using WebServer server = await StartAsync();
        string good = Key.Sign(Claims.Of(Now));
        string[] parts = good.Split('.');
        string nested = Key.Sign("""{"alg":"RS256","kid":"k1"}""", good);
        foreach (string token in new[]
        {
            $"{parts[0]}.{parts[1]}.", $"{parts[0]}..{parts[2]}", "ey..", "eyJ.eyJ.x", "e30.e30.", $"{parts[0]}.{parts[1]}.!!!!", $"{good}x", $"{good}=",
            $"{good}.", $"{good}.{good}", $"{parts[0]}.{parts[1]}x.{parts[2]}", $"{parts[0]}.{SigningKey.Encode("[]")}.{parts[2]}", nested,
            $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[0]}.{parts[1]}", Key.Sign("[]"), Key.Sign("5"), Key.Sign("{"), Key.Sign(""), Key.Sign("null"),
            Stranger.Sign(Claims.Of(Now)), Key.Sign(Claims.Of(Now, ("pad", new string('a', 16_000)))),
            $"{parts[0]}.{new string('a', 20_000)}.{parts[2]}", $"eyJ{new string('.', 20_000)}",
        })
        {
            await RefusesAsync(server, token);
        }

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, good)).Status);
    }

    [Fact]
    public async Task A_token_of_a_mebibyte_is_not_even_read()
    {
        const string Start = "GET /v1/tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
        await using WebServer server = await StartAsync();

        string answer = await server.SendRawAsync(Start + Key.Sign(Claims.Of(Now, ("pad", new string('a', 30_000)))));
        Exception? broken = await Record.ExceptionAsync(
            () => server.SendRawAsync(Start, Key.Sign(Claims.Of(Now, ("pad", new string('a', 1024 * 1024))))));

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
        Assert.True(broken is null or IOException);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, Key.Sign(Claims.Of(Now)))).Status);
    }

    [Fact]
    public async Task However_a_token_is_changed_it_is_refused()
    {
        await using WebServer server = await StartAsync();
        string good = Key.Sign(Claims.Of(Now));
        var random = new Random(1);
        const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
        for (int i = 0; i < 300; i++)
        {
            char[] token = good.ToCharArray();
            int at = random.Next(2, token.Length - 1); // The last digit has bits that mean nothing.
            token[at] = Digits[(Digits.IndexOf(token[at], StringComparison.Ordinal) + random.Next(1, Digits.Length)) % Digits.Length];
            Answer answer = await GetAsync(server, new string(token));
            Assert.True((int)answer.Status is 401 or 429, $"{answer.Status} for {new string(token)}");
        }
    }

    [Fact]
    public async Task The_log_says_why_a_token_was_refused_and_nothing_of_what_it_says()
    {
        await using WebServer server = await StartAsync();

        Answer refused = await GetAsync(server, Key.Sign(Claims.Of(Now, ("iss", "https://evil.example"), ("sub", "mallory"))));

        (LogLevel level, EventId id, string line) = server.Log.Lines.Single(line => line.Id.Id is >= 1100 and < 1140);
        Assert.Equal((LogLevel.Warning, 1110), (level, id.Id));
        Assert.Contains("issuer", line, StringComparison.Ordinal);
        foreach (string secret in new[] { "evil", "mallory", Claims.Issuer, "IDX" })
        {
            Assert.DoesNotContain(secret, line, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, refused.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wrong_tokens_count_as_wrong_keys_and_good_ones_pass()
    {
        var time = new FakeTimeProvider(Now);
        await using WebServer server = await StartAsync(time: time);
        for (int i = 0; i < 10; i++)
        {
            (await GetAsync(server, Key.Sign(Claims.Of(Now, ("aud", $"{i}"))))).IsProblem(401, "unauthenticated");
        }

        (await GetAsync(server, "eyJ.eyJ.x")).IsProblem(429, "rate-limited");
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, Key.Sign(Claims.Of(Now)))).Status);
    }

    [Fact]
    public async Task Keys_of_the_server_are_good_besides_tokens()
    {
        await using WebServer server = await StartAsync();
        string key = KeyText.Make();
        server.Store.Keys[KeyText.IdOf(key)] = new Errand.Storage.Access.StoredKey
        {
            Id = KeyText.IdOf(key),
            Subject = "key:ci",
            Hash = KeyText.HashOf(key),
            Scopes = "read",
            CreatedBy = "cli",
            CreatedAt = Now,
        };

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, key)).Status);
        (await GetAsync(server, KeyText.Make())).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Without_an_issuer_a_token_is_a_wrong_key()
    {
        await using WebServer server = await WebServer.StartAsync();

        (await GetAsync(server, Key.Sign(Claims.Of(Now)))).IsProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("""{"scope":"openid read email"}""", null, "read")]
    [InlineData("""{"scope":["read","profile act"]}""", null, "read act")]
    [InlineData("""{"scp":"submit:add"}""", null, "submit:add")]
    [InlineData("""{"scp":["read","metrics"]}""", null, "read metrics")]
    [InlineData("""{"scope":"read","scp":"admin"}""", null, "read")]
    [InlineData("""{"scope":5,"scp":"read"}""", null, "read")]
    [InlineData("""{"scope":"","scp":"read"}""", null, "")]
    [InlineData("""{"roles":["read"],"scope":"admin"}""", "roles", "read")]
    [InlineData("""{"scope":"read"}""", "roles", "")]
    [InlineData("""{"allowed_tasks":{"add":true,"sub":false,"mul":1,"div":"true","pow":null,"*":true,"sim.*":true,"a b":true}}""", null, "submit:add")]
    [InlineData("""{"scope":"read","allowed_tasks":{"add":true}}""", null, "read submit:add")]
    [InlineData("""{"allowed_tasks":["add"]}""", null, "")]
    [InlineData("""{"allowed_tasks":"add"}""", null, "")]
    [InlineData("""{"scope":"submit:sim.* submit: submit:a/b reads READ"}""", null, "submit:sim.*")]
    [InlineData("{}", null, "")]
    public async Task A_claim_says_what_the_bearer_may_do(string claims, string? claim, string scopes)
    {
        JsonObject all = JsonNode.Parse(Claims.Of(Now, ("scope", null)))!.AsObject();
        foreach ((string name, JsonNode? value) in JsonNode.Parse(claims)!.AsObject())
        {
            all[name] = value?.DeepClone();
        }

        await using WebServer server = await StartAsync(OptionsOf(Key, claim: claim));
        var check = new TokenCheck(OptionsOf(Key, claim: claim), server.TokenKeys, TimeProvider.System);

        TokenVerdict verdict = await check.FindAsync(Key.Sign(all.ToJsonString()));

        Assert.Equal(scopes, verdict.By?.Scopes.ToString());
    }

    private static Task<WebServer> StartAsync(TokenOptions? options = null, TimeProvider? time = null) =>
        WebServer.StartAsync(
            time: time, tokens: options ?? OptionsOf(Key, CurveKey), access: new AccessOptions { TrustedProxies = ["loopback"] });

    private static TokenOptions OptionsOf(
        SigningKey key, SigningKey? other = null, string? claim = null, string[]? algorithms = null)
    {
        string keys = SigningKey.SetOf(other is null ? [key] : [key, other]);
        return new TokenOptions
        {
            Issuer = Claims.Issuer,
            Audience = Claims.Audience,
            Keys = new TokenKeySet([.. TokenKeyText.Read(keys).Select(reading => reading.Key!)]),
            Claim = claim,
            Algorithms = algorithms ?? TokenAlgorithms.All,
        };
    }

    private static (string, string) Bearer(string token) => ("Authorization", $"Bearer {token}");

    private static Task<Answer> GetAsync(WebServer server, string token) => server.GetAsync("/v1/tasks", Bearer(token));

    /// <summary>Each comes from another address: from one, the server takes ten wrong ones a minute.</summary>
    private static async Task RefusesAsync(WebServer server, string token)
    {
        string address = $"203.0.113.{Interlocked.Increment(ref _addresses) % 256}";
        Answer refused = (await server.GetAsync("/v1/tasks", Bearer(token), ("X-Forwarded-For", address))).IsProblem(401, "unauthenticated");
        Assert.Equal("Bearer realm=\"errand\", error=\"invalid_token\"", refused.Header("WWW-Authenticate"));
        foreach (string inside in new[] { "IDX", "Microsoft", "Exception", "System.", Claims.Issuer, "   at " })
        {
            Assert.DoesNotContain(inside, refused.Text, StringComparison.Ordinal);
        }
    }
}
