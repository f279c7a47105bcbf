using System.Text.RegularExpressions;
using Errand.Access;

namespace Errand.Tests.Access;

/// <summary>The form of keys.</summary>
public sealed partial class KeyTextTests
{
    [Fact]
    public void A_key_has_the_form_that_scanners_look_for()
    {
        string[] keys = [.. Enumerable.Range(0, 100).Select(_ => KeyText.Make())];

        Assert.All(keys, key =>
        {
            Assert.Matches(Form(), key);
            Assert.True(KeyText.IsWhole(key));
            Assert.Equal(key[7..15], KeyText.IdOf(key));
        });
        Assert.Distinct(keys);
        Assert.Distinct(keys.Select(KeyText.IdOf));
    }

    [Fact]
    public void A_change_of_any_letter_is_noticed()
    {
        string key = KeyText.Make();
        for (int i = 0; i < key.Length; i++)
        {
            char other = key[i] == 'a' ? 'b' : 'a';
            Assert.False(KeyText.IsWhole($"{key.AsSpan(0, i)}{other}{key.AsSpan(i + 1)}"), $"Letter {i} of {key}.");
        }

        Assert.False(KeyText.IsWhole(key.AsSpan(0, key.Length - 1)));
        Assert.False(KeyText.IsWhole($"{key}a"));
        Assert.False(KeyText.IsWhole(""));
        Assert.False(KeyText.IsWhole(new string('é', key.Length)));
    }

    /// <summary>The check of zip files, whose value for this text is known.</summary>
    [Fact]
    public void The_check_is_the_one_that_others_can_compute()
    {
        // CRC-32 of "errand_00000000_" and 32 zeros.
        const string start = "errand_00000000_00000000000000000000000000000000";
        string check = ToBase62(Crc32(start));

        Assert.True(KeyText.IsWhole(start + check));
    }

    /// <summary>Bit by bit, as the definition has it.</summary>
    private static uint Crc32(string text)
    {
        uint sum = uint.MaxValue;
        foreach (char letter in text)
        {
            sum ^= letter;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }

    private static string ToBase62(uint number)
    {
        const string digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        string text = "";
        for (int i = 0; i < 6; i++)
        {
            text = digits[(int)(number % 62)] + text;
            number /= 62;
        }

        return text;
    }

    [GeneratedRegex("^errand_[0-9A-Za-z]{8}_[0-9A-Za-z]{38}$")]
    private static partial Regex Form();
}
