using System.Security.Cryptography;
using System.Text;

namespace Errand.Access;

/// <summary>The form of keys: <c>errand_</c>, 8 letters and digits that name the key, <c>_</c>, 32 secret ones (190 bits), and 6 that check
/// all before them.</summary>
/// <remarks>Scanners for leaked secrets find keys by their form alone, and a mistyped one is refused without a look into the
/// store.</remarks>
internal static class KeyText
{
    public const string Prefix = "errand_";
    public const int Length = SecretStart + SecretLength + CheckLength;

    /// <summary>Of what names a key, and stands in lists.</summary>
    public const int IdLength = 8;

    public const int HashLength = SHA256.HashSizeInBytes;

    private const int SecretStart = 16;
    private const int SecretLength = 32;
    private const int CheckLength = 6;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly uint[] Table = MakeTable();

    public static string Make()
    {
        string start = $"{Prefix}{RandomNumberGenerator.GetString(Digits, IdLength)}_{RandomNumberGenerator.GetString(Digits, SecretLength)}";
        Span<char> check = stackalloc char[CheckLength];
        WriteCheck(start, check);
        return string.Concat(start, check);
    }

    /// <summary>What names a key that <see cref="IsWhole"/>.</summary>
    public static string IdOf(string key) => key.Substring(Prefix.Length, IdLength);

    /// <summary>Whether a text has the form of a key, with the right check.</summary>
    public static bool IsWhole(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[SecretStart - 1] != '_')
        {
            return false;
        }

        foreach (char letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
            {
                return false;
            }
        }

        Span<char> check = stackalloc char[CheckLength];
        WriteCheck(text[..^CheckLength], check);
        return text[^CheckLength..].SequenceEqual(check);
    }

    /// <summary>SHA-256 of a key. It needs no salt and no slow hash: it has 190 random bits.</summary>
    /// <param name="key">Any text.</param>
    /// <param name="hash">32 bytes.</param>
    public static void Hash(ReadOnlySpan<char> key, Span<byte> hash)
    {
        Span<byte> utf8 = stackalloc byte[256];
        int most = Encoding.UTF8.GetMaxByteCount(key.Length);
        utf8 = most <= utf8.Length ? utf8 : new byte[most];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], hash);
    }

    public static byte[] HashOf(string key)
    {
        byte[] hash = new byte[HashLength];
        Hash(key, hash);
        return hash;
    }

    /// <summary>CRC-32 as in zip files, in base 62.</summary>
    private static void WriteCheck(ReadOnlySpan<char> text, Span<char> check)
    {
        uint sum = uint.MaxValue;
        foreach (char letter in text)
        {
            sum = (sum >> 8) ^ Table[(byte)(sum ^ letter)];
        }

        sum = ~sum;
        for (int i = check.Length - 1; i >= 0; i--)
        {
            (sum, uint digit) = Math.DivRem(sum, (uint)Digits.Length);
            check[i] = Digits[(int)digit];
        }
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 1 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
