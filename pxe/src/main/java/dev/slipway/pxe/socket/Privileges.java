package dev.slipway.pxe.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.slipway.builder.problem.Problem;
import dev.slipway.builder.problem.ProblemException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The rights of this process. They are needed to open ports, and dangerous from then on.
public final class Privileges {

    private static final long PASSWD_USER_OFFSET = 16;
    private static final long PASSWD_GROUP_OFFSET = 20;
    private static final long PASSWD_BYTES = 48;

    private static final MethodHandle EFFECTIVE_USER = LibC.link("geteuid");
    private static final MethodHandle INITIALISE_GROUPS = LibC.link("initgroups", ADDRESS, JAVA_INT);
    private static final MethodHandle SET_GROUP = LibC.link("setresgid", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SET_USER = LibC.link("setresuid", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle USER_BY_NAME = userByName();

    private Privileges() {}

    @SuppressWarnings("restricted") // The signature is that of the manual.
    private static MethodHandle userByName() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("getpwnam"), FunctionDescriptor.of(ADDRESS, ADDRESS));
    }

    /// Whether this process may do everything.
    public static boolean isRoot() {
        try (Arena arena = Arena.ofConfined()) {
            return (int) EFFECTIVE_USER.invokeExact(arena.allocate(LibC.STATE)) == 0;
        } catch (Throwable e) {
            throw LibC.unexpected("geteuid", e);
        }
    }

    /// Becomes that user, with that user's groups, in all threads and for good. Does nothing where this process is not
    /// root's. Sockets that are open stay open.
    ///
    /// @throws ProblemException of the environment where there is no such user, or it does not work
    public static void drop(String user) {
        LibC.requireLinux();
        if (!isRoot()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(LibC.STATE);
            MemorySegment name = arena.allocateFrom(user);
            Identity identity = identity(name, user);
            if (identity.user() == 0) {
                throw failure(user, "that is root again", "name a user that may do nothing in particular, as 'nobody'");
            }
            become(state, name, identity, user);
            if ((int) SET_USER.invokeExact(state, -1, 0, -1) == 0) {
                throw failure(user, "the process can become root again", "run it outside of this sandbox");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw LibC.unexpected("setresuid", e);
        }
    }

    /// `struct passwd` (getpwnam(3)).
    private static Identity identity(MemorySegment name, String user) throws Throwable {
        MemorySegment found = (MemorySegment) USER_BY_NAME.invokeExact(name);
        if (found.address() == 0) {
            throw failure(user, "there is no such user", "name one of /etc/passwd, as 'nobody'");
        }
        MemorySegment entry = sized(found);
        return new Identity(entry.get(JAVA_INT, PASSWD_USER_OFFSET), entry.get(JAVA_INT, PASSWD_GROUP_OFFSET));
    }

    @SuppressWarnings("restricted") // The size is that of the structure.
    private static MemorySegment sized(MemorySegment found) {
        return found.reinterpret(PASSWD_BYTES);
    }

    /// The C library does this in all threads of the process (nptl(7)). Groups go first: later it takes rights.
    private static void become(MemorySegment state, MemorySegment name, Identity identity, String user)
            throws Throwable {
        int groups = (int) INITIALISE_GROUPS.invokeExact(state, name, identity.group());
        require(user, LibC.result(state, groups));
        int group = (int) SET_GROUP.invokeExact(state, identity.group(), identity.group(), identity.group());
        require(user, LibC.result(state, group));
        int changed = (int) SET_USER.invokeExact(state, identity.user(), identity.user(), identity.user());
        require(user, LibC.result(state, changed));
    }

    private static void require(String user, int result) {
        if (result < 0) {
            throw failure(user, LibC.words(-result), "give the process the capabilities cap_setuid and cap_setgid");
        }
    }

    private static ProblemException failure(String user, String why, String fix) {
        return Problem.environment("socket.privileges", "The rights of root cannot be dropped")
                .at("user " + user)
                .because(why)
                .fix(fix)
                .exception();
    }

    private record Identity(int user, int group) {}
}
