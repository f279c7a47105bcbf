using System.Text.Json.Nodes;

namespace Errand.Tests.Access.Tokens;

/// <summary>What good tokens say.</summary>
internal static class Claims
{
    public const string Issuer = "https://id.example";
    public const string Audience = "errand";

    /// <summary>Claims of a good token of <c>alice</c>, with changes.</summary>
    /// <param name="now">The time of the server.</param>
    /// <param name="changes">By name; null takes a claim away.</param>
    public static string Of(DateTimeOffset now, params (string Name, JsonNode? Value)[] changes)
    {
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Audience,
            ["sub"] = "alice",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(5).ToUnixTimeSeconds(),
            ["scope"] = "openid submit:add read",
        };
        foreach ((string name, JsonNode? value) in changes)
        {
            if (value is null)
            {
                claims.Remove(name);
            }
            else
            {
                claims[name] = value;
            }
        }

        return claims.ToJsonString();
    }
}
