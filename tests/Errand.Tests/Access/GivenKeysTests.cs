using Errand.Access;

namespace Errand.Tests.Access;

/// <summary>Keys out of the settings.</summary>
public sealed class GivenKeysTests
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"; // Of "test".

    [Fact]
    public void One_key_has_at_least_32_characters()
    {
        Assert.Null(GivenKeys.OfText(new string('k', 31)));
        Assert.True(GivenKeys.OfText(new string('k', 32))!.Scopes.IsAll);
    }

    [Fact]
    public void A_list_has_names_scopes_and_hashes()
    {
        IReadOnlyList<GivenKey> keys = GivenKeys.OfList($" ci | submit:add read | sha256:{Hash} ; ops|*|sha256:{Hash.ToUpperInvariant()};")!;

        Assert.Equal(["ci", "ops"], keys.Select(key => key.Name));
        Assert.Equal(["submit:add read", "*"], keys.Select(key => key.Scopes.ToString()));
        Assert.All(keys, key => Assert.Equal(KeyText.HashOf("test"), key.Hash.ToArray()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ci|read")]
    [InlineData("c i|read|sha256:" + Hash)]
    [InlineData("ci|reed|sha256:" + Hash)]
    [InlineData("ci|read|" + Hash)]
    [InlineData("ci|read|sha256:" + Hash + "00")]
    [InlineData("ci|read|sha256:zz86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("ci|read|sha256:" + Hash + ";ci|act|sha256:" + Hash)]
    public void What_is_not_a_list_of_keys_is_refused(string text) => Assert.Null(GivenKeys.OfList(text));
}
