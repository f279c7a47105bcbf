using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Errand.Lists;

/// <summary>Where a walk through a list goes on, as text that clients hand back. It belongs to one search.</summary>
internal static class ListCursor
{
    /// <summary>Of the form of a cursor; a later form has another one.</summary>
    private const byte Version = 1;

    private const int IdBytes = 8;
    private const int CheckBytes = 12;
    private const int Length = 1 + IdBytes + CheckBytes;

    /// <summary>The walk goes on with the tasks before this one.</summary>
    public static string Write(TaskId before, TaskSearch search)
    {
        Span<byte> cursor = stackalloc byte[Length];
        cursor[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(cursor[1..], before.Value);
        WriteCheck(cursor[..(1 + IdBytes)], search, cursor[(1 + IdBytes)..]);
        return Base64Url.EncodeToString(cursor);
    }

    /// <returns>False if it was changed or belongs to another search.</returns>
    public static bool TryRead(string text, TaskSearch search, out TaskId before)
    {
        Span<byte> cursor = stackalloc byte[Length];
        Span<byte> check = stackalloc byte[CheckBytes];
        before = default;
        if (text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, cursor, out int length) || length != Length || cursor[0] != Version)
        {
            return false;
        }

        WriteCheck(cursor[..(1 + IdBytes)], search, check);
        before = new TaskId(BinaryPrimitives.ReadInt64BigEndian(cursor[1..]));
        return check.SequenceEqual(cursor[(1 + IdBytes)..]);
    }

    private static void WriteCheck(ReadOnlySpan<byte> place, TaskSearch search, Span<byte> check)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. place, .. Encoding.UTF8.GetBytes(search.Text)], hash);
        hash[..CheckBytes].CopyTo(check);
    }
}
